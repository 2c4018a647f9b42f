import type { Wanted } from './wanted.ts'

/**
 * What has these names in a project, with all that it needs.
 * @throws with a message for people, where there is no such name
 */
export function partOf(wanted: readonly Wanted[], names: readonly string[]): Wanted[] {
  const needed = new Set<string>()
  const need = (key: string): void => {
    if (needed.has(key)) return
    needed.add(key)
    const one = wanted.find((other) => other.key === key)
    // A secret needs nothing, and its body its values.
    if (one && one.kind !== 'secrets')
      one.body((other) => {
        need(other)
        return other
      })
  }
  for (const name of names) {
    const meant = wanted.filter(({ key }) => key.endsWith(`/${name}`) && !key.startsWith('forms/'))
    if (meant.length === 0)
      throw new Error(`The project has no ${name}: it has ${namesOf(wanted).join(', ')}`)
    for (const { key } of meant) need(key)
  }
  return wanted.filter(({ key }) => needed.has(key))
}

function namesOf(wanted: readonly Wanted[]): string[] {
  return [...new Set(wanted.flatMap(({ key }) => (key.startsWith('forms/') ? [] : key.replace(/^.*\//, ''))))]
}
