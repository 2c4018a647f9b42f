/** A section of a credentials file: values by key. */
export type Profile = ReadonlyMap<string, string>

/**
 * Reads an INI file in the dialect of Python's configparser: `=` or `:` between key and value, comments on lines of
 * their own. (Parsers of other dialects cut a secret at `#`, or a profile's name at a dot.) Other lines are ignored;
 * the check of the credentials names what is missing.
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
