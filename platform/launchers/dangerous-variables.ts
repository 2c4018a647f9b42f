/**
 * Variables that make a process load code or decide which programs it finds, by pattern, in capitals. A caller of the API
 * may not set them for a handler on this machine: they would run code from outside the handlers' folder.
 */
const PATTERNS: readonly RegExp[] = [
  // Node.js, what it is built with, and its tools. NODE_ENV only says how a program is used.
  /^NODE_(?!ENV$)/,
  /^(BUN|COREPACK|DENO|ESBUILD|NPM_CONFIG|OPENSSL|PNPM|TSX|TS_NODE|YARN)_/,
  /^SSL_CERT_(FILE|DIR)$/,
  // The runtime: another handler, and a file whose texts become variables.
  /^TRANSITION_(HANDLER|SECRETS_FILE)$/,
  // Dynamic linkers.
  /^(LD|LDR|DYLD|_RLD\w*)_/,
  /^(LIBPATH|SHLIB_PATH)$/,
  // What the C library ignores in set-user-ID programs: glibc's sysdeps/generic/unsecvars.h.
  /^(GCONV_PATH|GETCONF_DIR|GLIBC_TUNABLES|HOSTALIASES|LOCALDOMAIN|LOCPATH|MALLOC_TRACE|NIS_PATH|NLSPATH)$/,
  /^(RESOLV_HOST_CONF|RES_OPTIONS|TMPDIR|TZDIR)$/,
  // Where programs, their settings and their caches are found.
  /^(PATH|PATHEXT|HOME|SHELL|TMP|TEMP|COMSPEC|USERPROFILE|HOMEDRIVE|HOMEPATH|SYSTEMROOT|WINDIR)$/,
  /^(LOCAL)?APPDATA$|^PROGRAM(DATA|FILES)/,
  /^XDG_/,
  // Shells.
  /^(BASH|KSH|ZSH)_/,
  /^(BASHOPTS|CDPATH|FPATH|IFS|PROMPT_COMMAND|PS4|SHELLOPTS|ZDOTDIR)$/,
  // Other interpreters that a handler may start.
  /^(PYTHON[A-Z]|PERL5|PERLLIB|RUBY(OPT|LIB|SHELL)|GEM_|BUNDLE_|PHPRC|PHP_INI|LUA_|CLASSPATH$)/,
  /^(_?JAVA_|JDK_|DOTNET_|COMPLUS_|CORECLR_|COR_(PROFILER|ENABLE))/,
  // Programs and plug-ins that others start or load.
  /^GIT_(ASKPASS|CONFIG|DIR$|EDITOR|EXEC_PATH|EXTERNAL_DIFF|PAGER|PROXY_COMMAND|SEQUENCE_EDITOR|SSH|TEMPLATE_DIR)/,
  /^(BROWSER|EDITOR|LESSCLOSE|LESSOPEN|MANPAGER|PAGER|SSH_ASKPASS|SUDO_ASKPASS|VISUAL)$/,
  /^(FONTCONFIG|GDK|GIO|GST|GTK|MAGICK|QT|VIPS)_|^VIPSHOME$/,
  /(^|_)(EXECUTABLE|BINARY|PRELOAD)(_PATH)?$/,
  /(^|_)(MODULE|PLUGIN)S?_(PATH|DIR)S?$/,
]

/**
 * Whether a variable of this name loads code or finds programs. Case does not count: on Windows it doesn't either, and npm
 * reads small letters. A name with `=` in it would set another variable.
 */
export function isDangerous(name: string): boolean {
  if (name === '' || /[=\0]/.test(name)) return true
  const capitals = name.toUpperCase()
  return PATTERNS.some((pattern) => pattern.test(capitals))
}
