import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { readProfiles } from '../../client/profiles.ts'

/** The profiles of the credentials file; none where it can't be read. */
export async function profileNames(): Promise<string[]> {
  const text = await readFile(join(homedir(), '.lucidtech', 'credentials.cfg'), 'utf8').catch(() => '')
  return [...readProfiles(text).keys()]
}
