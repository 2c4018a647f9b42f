import { stat } from 'node:fs/promises'
import type { ProjectConfig } from '../../../project/config/project-config.ts'
import { findConfig } from '../../config/find-config.ts'
import { loadConfiguration } from '../../config/load-config.ts'

/** A project's configuration, and where it stands. */
export interface FoundProject {
  file: string
  config: ProjectConfig
}

/**
 * The project that is meant; undefined where the configuration is of one transition, or there is none.
 * @param given a handler's path, or a name in the project
 */
export async function findProject(
  given: string | undefined,
  configFile: string | undefined,
): Promise<FoundProject | undefined> {
  const isPath = given !== undefined && (await stat(given).catch(() => undefined)) !== undefined
  const file = await findConfig(isPath ? given : '.', configFile)
  if (file === undefined) return undefined
  const configuration = await loadConfiguration(file)
  return 'project' in configuration ? { file, config: configuration.project } : undefined
}
