import { dirname, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as z from 'zod/mini'
import { describeLoadFailure } from '../../runtime/handler/load-failure.ts'
import { nearestTsconfig } from '../../runtime/handler/nearest-tsconfig.ts'
import { ownFrames } from '../../testing/own-frames.ts'
import { UsageError } from '../usage-error.ts'
import { describeProblem } from './problems.ts'
import { missingNames } from '../../project/config/missing-names.ts'
import { isProject, ProjectConfig } from '../../project/config/project-config.ts'
import { TransitionConfig } from '../../project/config/transition-config.ts'
import { transitionOf } from '../../project/config/transition-of.ts'

const messages = z.locales.en().localeError

/** What a configuration file is of. */
export type Configuration = { project: ProjectConfig } | { transition: TransitionConfig }

/**
 * Loads and checks a configuration file. It is loaded anew each time, with all that it imports.
 * @throws UsageError which names the file, and the path of each field that is wrong
 */
export async function loadConfiguration(path: string): Promise<Configuration> {
  const exported = await importAnew(path)
  if (!isProject(exported)) return { transition: parse(TransitionConfig, exported, path) }
  const project = parse(ProjectConfig, exported, path)
  const missing = missingNames(project)
  if (missing.length > 0) throw wrong(path, missing)
  return { project }
}

/**
 * Loads the configuration of a transition. Of a project it is what that says of the transition with this handler.
 * @throws UsageError as `loadConfiguration`
 */
export async function loadConfig(path: string, handler?: string): Promise<TransitionConfig> {
  const configuration = await loadConfiguration(path)
  if ('transition' in configuration) return configuration.transition
  if (handler === undefined) {
    const names = Object.keys(configuration.project.workflows ?? {}).join(', ')
    throw new UsageError(
      `${shown(path)} is of a project: name a handler's file, or run a workflow by its name (transition run${names === '' ? '' : `: ${names}`}). transition platform and transition deploy --local serve all of it`,
    )
  }
  return transitionOf(configuration.project, dirname(path), handler)
}

function parse<Schema extends z.ZodMiniType>(
  schema: Schema,
  exported: object,
  path: string,
): z.output<Schema> {
  const config = schema.safeParse(exported, { error: messages })
  if (config.success) return config.data
  throw wrong(
    path,
    config.error.issues.flatMap((issue) => describeProblem(issue, exported, schema)),
  )
}

function wrong(path: string, problems: readonly string[]): UsageError {
  return new UsageError([`${shown(path)} is wrong:`, ...problems.map((problem) => `  ${problem}`)].join('\n'))
}

async function importAnew(path: string): Promise<object> {
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
