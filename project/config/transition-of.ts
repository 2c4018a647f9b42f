import { resolve } from 'node:path'
import type { ProjectConfig } from './project-config.ts'
import type { TransitionConfig } from './transition-config.ts'

/**
 * What a project says of the transition with this handler, as the configuration of that transition alone. The ids of models and
 * assets are known on a platform only: they are left out.
 * @param folder the configuration's
 * @param handler its file; of a handler that the project doesn't name, only the project's name is known
 */
export function transitionOf(
  project: ProjectConfig,
  folder: string,
  handler: string | undefined,
): TransitionConfig {
  const [key, found] =
    Object.entries(project.transitions).find(
      ([, transition]) =>
        handler !== undefined &&
        transition.handler !== undefined &&
        resolve(folder, transition.handler) === resolve(handler),
    ) ?? []
  if (!found || key === undefined) return { name: project.name }
  const { name = key, description, timeoutInSeconds } = found
  const common = {
    name,
    ...(description !== undefined && { description }),
    ...(timeoutInSeconds !== undefined && { timeoutInSeconds }),
    ...(found.handler !== undefined && { handler: found.handler }),
  }
  if (found.type === 'manual') return { type: 'manual', ...common }
  const { cpu, memory, image, environment, environmentSecrets = [] } = found
  return {
    ...common,
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...(image && { image }),
    environment: Object.fromEntries(
      Object.entries(environment ?? {}).flatMap(([variable, value]) =>
        typeof value === 'string' ? [[variable, value]] : [],
      ),
    ),
    environmentSecrets: environmentSecrets.map((secret) => ({
      name: secret,
      variables: project.secrets?.[secret] ?? [],
    })),
  }
}
