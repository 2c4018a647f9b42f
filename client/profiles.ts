/** A section of a credentials file: values by key. */
export type Profile = ReadonlyMap<string, string>

/**
 * Reads an INI file the way Python's configparser does, whose format it is: `=` or `:` between key and value, comments
 * on lines of their own. (Parsers made for other dialects cut a secret off at `#`, or a profile's name at a dot.)
 * Lines that mean nothing are passed over: what is then missing is said by its name.
 */
export function readProfiles(text: string): ReadonlyMap<string, Profile> {
  const profiles = new Map<string, Map<string, string>>()
  let current: Map<string, string> | undefined
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (/^\s*[#;]/.test(line)) continue
    const section = /^\s*\[([^\]]+)\]\s*$/.exec(line)?.[1]?.trim()
    if (section !== undefined) {
      current = profiles.get(section) ?? new Map()
      profiles.set(section, current)
      continue
    }
    const [, key, value] = /^\s*([^=:\s]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? []
    if (key !== undefined && value !== undefined) current?.set(key.toLowerCase(), value)
  }
  return profiles
}
