import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import dockerignore from '@balena/dockerignore'
import { pack } from 'tar-fs'

const DOCKERFILE = 'Dockerfile'
// The module itself is the function; its types say `default` of what is CommonJS.
const createRules = dockerignore as unknown as typeof dockerignore.default

/**
 * Packs what an image is built of for the engine: a folder's files but for those that its `.dockerignore` names. The
 * Dockerfile is always among them, as it is with `docker build`: the engine could not build without it.
 */
export async function packContext(folder: string, files: readonly string[]): Promise<NodeJS.ReadableStream> {
  const rules = await readFile(join(folder, '.dockerignore'), 'utf8').catch(() => '')
  const isSent = createRules().add(rules).createFilter()
  return pack(folder, { entries: files.filter((file) => file === DOCKERFILE || isSent(file)) })
}
