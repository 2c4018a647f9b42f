import { readFile } from 'node:fs/promises'
import { readProfiles } from '../../client/profiles.ts'
import { CREDENTIALS_FILE } from '../warn-if-readable.ts'

/** The profiles of the credentials file; none where it can't be read. */
export async function profileNames(): Promise<string[]> {
  const text = await readFile(CREDENTIALS_FILE, 'utf8').catch(() => '')
  return [...readProfiles(text).keys()]
}
