import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../usage-error.ts'

/** The image URL of a handler on this machine. */
export async function readHandler(path: string): Promise<string> {
  const absolute = resolve(path)
  if (!(await stat(absolute).catch(() => undefined))) {
    throw new UsageError(`${path} does not exist: name a handler's .ts, .js or .mjs file, or its folder`)
  }
  return pathToFileURL(absolute).href
}
