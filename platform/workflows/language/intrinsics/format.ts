import { written } from './written.ts'
import type { Work } from '../work.ts'

/**
 * Replaces each `{}` of the template by an argument. `\{`, `\}` and `\\` escape a character.
 * @throws with a message for people, if there are more or fewer arguments than `{}`
 */
export function format(template: string, args: readonly unknown[], work: Work): string {
  work.spendText(template.length)
  let next = 0
  const text = template.replaceAll(/\\([{}\\])|\{\}/gu, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped
    const value = args[next]
    next += 1
    return match === '{}' && next <= args.length ? written(value, work) : match
  })
  if (next !== args.length) throw new Error(`the template has ${next} places, and not ${args.length}`)
  return text
}
