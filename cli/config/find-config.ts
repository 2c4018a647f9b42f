import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { UsageError } from '../usage-error.ts'

const NAMES = ['ts', 'mts', 'js', 'mjs'].map((extension) => `transition.config.${extension}`)

/**
 * The path of a transition's configuration: the one that is given; otherwise `transition.config.ts` (or .mts, .js,
 * .mjs) in the folder, or in the nearest folder above it, no further than the package's own.
 * @param start a file or a folder
 * @throws UsageError where the one that is given isn't there
 */
export async function findConfig(start: string, given?: string): Promise<string | undefined> {
  if (given !== undefined) {
    if (await isFile(resolve(given))) return resolve(given)
    throw new UsageError(`--config ${given} is no file: expected a transition.config.ts`)
  }
  const isFolder = (await stat(resolve(start)).catch(() => undefined))?.isDirectory()
  let folder = isFolder ? resolve(start) : dirname(resolve(start))
  while (true) {
    for (const name of NAMES) if (await isFile(join(folder, name))) return join(folder, name)
    const isPackage = await isFile(join(folder, 'package.json'))
    if (isPackage || dirname(folder) === folder) return undefined
    folder = dirname(folder)
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false
}
