import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { UsageError } from '../usage-error.ts'

/** The variables of files with lines `KEY=VALUE`; a later file wins. */
export async function readEnvFiles(paths: readonly string[]): Promise<Record<string, string>> {
  const all = await Promise.all(
    paths.map(async (path) => {
      const text = await readFile(path, 'utf8').catch(() => {
        throw new UsageError(`--env-file ${path} can't be read: expected a file with lines KEY=VALUE`)
      })
      return Object.entries(parseEnv(text)).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      )
    }),
  )
  return Object.fromEntries(all.flat())
}
