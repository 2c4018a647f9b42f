import { readdir } from 'node:fs/promises'

/** What programs keep among temporary files for the next that runs: compiled code. */
const CACHES = /^(node-compile-cache|tsx-\d+|node-jiti|v8-compile-cache-\d+|sharp.*)$/

/** Whether a name in a folder of temporary files is meant to stay. */
export const isCache = (name: string): boolean => CACHES.test(name)

/** What is in a folder and not meant to stay there. */
export async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !isCache(name))
}
