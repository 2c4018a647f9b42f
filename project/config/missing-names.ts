import { didYouMean } from '../nearest.ts'
import type { ProjectConfig, Value } from './project-config.ts'

type Kind = 'models' | 'assets' | 'secrets' | 'transitions' | 'workflows'

/** Where a project means something by a name that nothing has in it, a line each. */
export function missingNames(project: ProjectConfig): string[] {
  const problems: string[] = []
  const expect = (kind: Kind, name: string | undefined, place: string) => {
    const names = Object.keys(project[kind] ?? {})
    if (name === undefined || names.includes(name)) return
    const known = didYouMean(name, names) || (names.length > 0 ? `: there are ${names.join(', ')}` : '')
    problems.push(`${place}: there is no ${name} among the project's ${kind}${known}`)
  }
  const expectValues = (environment: Record<string, Value> | undefined, place: string) => {
    for (const [variable, value] of Object.entries(environment ?? {})) {
      if (typeof value === 'string') continue
      if ('model' in value) expect('models', value.model, `${place}.environment.${variable}`)
      else expect('assets', value.asset, `${place}.environment.${variable}`)
    }
  }
  for (const [name, transition] of Object.entries(project.transitions)) {
    const place = `transitions.${name}`
    if (transition.type === 'manual') {
      for (const [view, one] of Object.entries(transition.assets ?? {}))
        expect('assets', one, `${place}.assets.${view}`)
      continue
    }
    expectValues(transition.environment, place)
    for (const [index, secret] of (transition.environmentSecrets ?? []).entries())
      expect('secrets', secret, `${place}.environmentSecrets[${index}]`)
    expect('secrets', transition.registrySecret, `${place}.registrySecret`)
  }
  for (const [profile, { transitions = {}, workflows = {} }] of Object.entries(project.profiles ?? {})) {
    for (const [name, { environment }] of Object.entries(transitions)) {
      const place = `profiles.${profile}.transitions.${name}`
      expect('transitions', name, place)
      expectValues(environment, place)
    }
    for (const name of Object.keys(workflows))
      expect('workflows', name, `profiles.${profile}.workflows.${name}`)
  }
  return problems
}
