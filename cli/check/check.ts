import { basename, dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { checkProject } from '../../project/check/check-project.ts'
import { formatFault, type Fault } from '../../project/check/fault.ts'
import type { ProjectConfig } from '../../project/config/project-config.ts'
import { findHandler } from '../../platform/launchers/find-handler.ts'
import { findConfig } from '../config/find-config.ts'
import { loadConfiguration, type Configuration } from '../config/load-config.ts'
import { handlerSchemas } from '../schemas/handler-schemas.ts'
import { ExitCode } from '../exit-codes.ts'
import { UsageError } from '../usage-error.ts'

/** The flags of `transition check`. */
export interface CheckFlags {
  config?: string
  json?: boolean
}

/** Checks a project, and says what is wrong with it, a line each. */
export async function check({ config, json }: CheckFlags): Promise<void> {
  const file = await findConfig('.', config)
  if (file === undefined)
    throw new UsageError(
      'There is no transition.config.ts here: go to the folder of a project, or name one by --config',
    )
  const faults = (await faultsOf(file, await loadConfiguration(file))).map((fault) => ({
    ...fault,
    file: relative(process.cwd(), join(dirname(file), fault.file)),
  }))
  const isSound = faults.every(({ isWarning }) => isWarning)
  if (json) console.log(JSON.stringify({ isSound, faults }, undefined, 2))
  else if (faults.length > 0) for (const fault of faults) console.error(formatFault(fault))
  if (!json && isSound) console.log('Nothing is wrong.')
  if (!isSound) process.exitCode = ExitCode.notSucceeded
}

/** What is wrong with what a configuration names. */
export async function faultsOf(file: string, configuration: Configuration): Promise<Fault[]> {
  return checkProject({
    project: 'project' in configuration ? configuration.project : projectOf(configuration),
    folder: dirname(file),
    configFile: basename(file),
    schemasOf: async (handler) => handlerSchemas(await findHandler(pathToFileURL(resolve(handler)).href)),
  })
}

/** The configuration of a single transition, as a project with nothing else. */
function projectOf({ transition }: Extract<Configuration, { transition: object }>): ProjectConfig {
  const { name, handler = '.' } = transition
  const isPersons = transition.type === 'manual' && transition.handler === undefined
  return { name, transitions: { transition: isPersons ? { type: 'manual' } : { handler } } }
}
