import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as z from 'zod/mini'
import { describeLoadFailure } from '../../runtime/handler/load-failure.ts'
import { nearestTsconfig } from '../../runtime/handler/nearest-tsconfig.ts'
import { ownFrames } from '../../testing/own-frames.ts'
import { UsageError } from '../usage-error.ts'
import { describeProblem } from './problems.ts'
import { TransitionConfig } from './schema.ts'

const messages = z.locales.en().localeError

/**
 * Loads and checks a configuration file. It is loaded anew each time, with all that it imports.
 * @throws UsageError which names the file, and the path of each field that is wrong
 */
export async function loadConfig(path: string): Promise<TransitionConfig> {
  const exported = await importAnew(path)
  const config = TransitionConfig.safeParse(exported, { error: messages })
  if (config.success) return config.data
  const problems = config.error.issues.flatMap((issue) => describeProblem(issue, exported))
  throw new UsageError([`${shown(path)} is wrong:`, ...problems.map((problem) => `  ${problem}`)].join('\n'))
}

async function importAnew(path: string): Promise<unknown> {
  const { tsImport } = await import('tsx/esm/api')
  let module: Record<string, unknown>
  try {
    const tsconfig = nearestTsconfig(path) ?? false
    module = await tsImport(pathToFileURL(path).href, { parentURL: import.meta.url, tsconfig })
  } catch (error) {
    throw new UsageError(
      `${shown(path)} can't be loaded: ${describeLoadFailure(error, path)}${placeOfThrow(error)}`,
    )
  }
  // A CommonJS module's exports are the default export; one that was compiled from ESM nests its own in there.
  const exported = module['default']
  const config =
    typeof exported === 'object' && exported !== null && 'default' in exported ? exported.default : exported
  if (typeof config === 'object' && config !== null) return config
  throw new UsageError(
    `${shown(path)} has no usable default export: expected what defineConfig({ name, … }) returns`,
  )
}

/** Where an error was thrown: the first line of its stack that is somebody's own file. */
function placeOfThrow(error: unknown): string {
  const [frame] = ownFrames(error)
  const [, place] = /\(?(?:file:\/\/)?([^()\s]+:\d+:\d+)\)?$/.exec(frame ?? '') ?? []
  return place === undefined ? '' : `, at ${place}`
}

/** Relative where it is below the current folder, which is how people name it. */
function shown(path: string): string {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short
}
