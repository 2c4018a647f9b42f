import type { ProjectConfig } from './project-config.ts'

/** The project as it is in one environment: what its profile says instead. Where it has none of this name it is as it stands. */
export function withProfile(project: ProjectConfig, name: string | undefined): ProjectConfig {
  const profile = name === undefined ? undefined : project.profiles?.[name]
  if (!profile) return project
  const { registry, transitions = {}, workflows = {} } = profile
  return {
    ...project,
    ...(registry !== undefined && { registry }),
    transitions: eachOf(project.transitions, (transition, key) => {
      const { environment, image, memory, timeoutInSeconds } = transitions[key] ?? {}
      const timeout = timeoutInSeconds !== undefined && { timeoutInSeconds }
      if (transition.type === 'manual') return { ...transition, ...timeout }
      return {
        ...transition,
        ...timeout,
        ...(image && { image }),
        ...(memory !== undefined && { memory }),
        ...(environment && { environment: { ...transition.environment, ...environment } }),
      }
    }),
    workflows: eachOf(project.workflows ?? {}, (workflow, key) => ({ ...workflow, ...workflows[key] })),
  }
}

function eachOf<Item>(
  items: Readonly<Record<string, Item>>,
  change: (item: Item, key: string) => Item,
): Record<string, Item> {
  return Object.fromEntries(Object.entries(items).map(([key, item]) => [key, change(item, key)]))
}
