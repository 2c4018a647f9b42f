import { messageOf } from '../../contract/index.ts'
import { missingNames } from './missing-names.ts'
import { ProjectConfig } from './project-config.ts'

/**
 * A project's configuration that a program gives.
 * @throws TypeError which says what is wrong with it
 */
export function readProjectConfig(config: unknown): ProjectConfig {
  const { data, error } = ProjectConfig.safeParse(config)
  const problems = data ? missingNames(data) : [messageOf(error)]
  if (data && problems.length === 0) return data
  throw new TypeError(
    `The configuration of the project is wrong (transition check says where): ${problems.join('; ')}`,
  )
}
