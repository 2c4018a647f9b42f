import { chmod, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../contract/message-of.ts'

const DATABASE = 'platform.sqlite'
/** SQLite's files. It gives the others the mode of the first. */
const DATABASE_FILES = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`]
/** What a platform and its command write to the folder. */
const OWN = /^(platform\.sqlite(-wal|-shm|-journal)?|key(\.[0-9a-f]+)?|running\.json|transition-page-.*)$/

/**
 * Makes the folder of a platform's state, for its owner only, and the database's file in it. Files that an earlier version left
 * open to others become private; so does the folder, unless other things are in it.
 * @returns the path of the database
 */
export async function openStateFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).every((name) => OWN.test(name))) await makePrivate(folder, 0o700)
  const path = join(folder, DATABASE)
  await (await open(path, 'a', 0o600)).close()
  for (const name of [...DATABASE_FILES, 'key']) await makePrivate(join(folder, name), 0o600)
  return path
}

/** What is missing stays so, and what belongs to another user is theirs to protect. */
async function makePrivate(path: string, mode: number): Promise<void> {
  await chmod(path, mode).catch((error: unknown) => {
    const code = codeOf(error)
    if (code !== 'ENOENT' && code !== 'EPERM' && code !== 'EROFS') throw error
  })
}
