import { stat } from 'node:fs/promises'
import { didYouMean } from '../../project/nearest.ts'
import { findProject, type FoundProject } from '../deploy/project/find-project.ts'
import { UsageError } from '../usage-error.ts'

/** A workflow of a project. */
export interface FoundWorkflow extends FoundProject {
  name: string
}

/**
 * The workflow that is meant; undefined where a handler is.
 * @throws UsageError where the project here has no workflow of that name
 */
export async function findWorkflow(
  given: string | undefined,
  configFile: string | undefined,
): Promise<FoundWorkflow | undefined> {
  const isName = given !== undefined && /^[A-Za-z][\w-]*$/.test(given)
  if (!isName || (await stat(given).catch(() => undefined))) return undefined
  const project = await findProject(undefined, configFile)
  if (!project) return undefined
  const names = Object.keys(project.config.workflows ?? {})
  if (names.includes(given)) return { ...project, name: given }
  const meant =
    didYouMean(given, names) || `: ${names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`}.`
  throw new UsageError(`The project has no workflow ${given}${meant} A handler is named by its file`)
}
