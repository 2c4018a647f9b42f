import { sizeOf } from '../json.ts'
import type { Work } from '../work.ts'

/**
 * A value as a text: a string as it is, others as JSON.
 * @throws TooLarge if it is larger than a state's data may be
 */
export function written(value: unknown, work: Work): string {
  if (typeof value !== 'string') return asJson(value, work)
  work.spendText(value.length)
  return value
}

/**
 * A value as JSON.
 * @throws TooLarge if it is larger than a state's data may be
 */
export function asJson(value: unknown, work: Work): string {
  work.spendText(sizeOf(value))
  return JSON.stringify(value) ?? ''
}
