import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where clients find profiles. */
export const CREDENTIALS_FILE = join(homedir(), '.lucidtech', 'credentials.cfg')

/** Warns on stderr of a file with secrets that other users of this machine may read. */
export async function warnIfReadable(file: string): Promise<void> {
  // On Windows a mode says nothing of who may read.
  if (process.platform === 'win32') return
  const found = await stat(file).catch(() => undefined)
  if (found && (found.mode & 0o077) !== 0)
    console.error(`Other users of this machine may read ${file}: chmod 600 ${file}`)
}
