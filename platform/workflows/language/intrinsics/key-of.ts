import { isObject } from '../../../../contract/is-object.ts'
import type { Work } from '../work.ts'
import { asJson } from './written.ts'

/**
 * A text that equal JSON values have in common, and no others.
 * @throws TooLarge if the value is larger than a state's data may be
 */
export const keyOf = (value: unknown, work: Work): string => asJson(sorted(value, work), work)

/** An object becomes one field with its sorted entries, which no array looks like. */
function sorted(value: unknown, work: Work): unknown {
  work.spend(1)
  if (Array.isArray(value)) return value.map((item) => sorted(item, work))
  if (!isObject(value)) return value
  const entries = Object.keys(value)
    .toSorted()
    .map((name) => [name, sorted(value[name], work)])
  return { entries }
}
