import { isObject } from '../../contract/is-object.ts'
import { FieldType } from '../../contract/models.ts'
import { didYouMean } from '../nearest.ts'
import type { Fault } from './fault.ts'

/** What the page makes a field of. */
const TYPES: readonly string[] = [...FieldType.options, 'integer', 'boolean']

/** The fields of a field, each with what it must be. */
const KNOWN: Readonly<Record<string, { is: (value: unknown) => boolean; expected: string }>> = {
  type: {
    is: (value) => TYPES.includes(String(value)),
    expected: `one of ${TYPES.join(', ')}`,
  },
  display: { is: (value) => typeof value === 'string', expected: 'a text' },
  description: { is: (value) => typeof value === 'string' || value === null, expected: 'a text' },
  required: { is: (value) => typeof value === 'boolean', expected: 'true or false' },
  maxLength: { is: (value) => Number.isInteger(value) && Number(value) > 0, expected: 'a whole number' },
  enum: {
    is: (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      new Set(value).size === value.length &&
      value.every((one) => typeof one === 'string'),
    expected: 'an array of texts, none of them twice',
  },
}

/**
 * What is wrong with a form for a person: an object with a field for each label.
 * @param faultAt makes a fault of the place in it
 */
export function checkForm(
  form: unknown,
  faultAt: (path: readonly PropertyKey[], message: string) => Fault,
): Fault[] {
  if (!isObject(form)) return [faultAt([], 'expected an object with a field for each label')]
  if (Object.keys(form).length === 0) return [faultAt([], 'it has no field: a person could fill in nothing')]
  return Object.entries(form).flatMap(([label, field]) => {
    if (!isObject(field))
      return [faultAt([label], `${label}: expected an object such as { "type": "string" }`)]
    return Object.entries(field).flatMap(([name, value]) => {
      const known = KNOWN[name]
      if (known)
        return known.is(value) ? [] : [faultAt([label, name], `${label}.${name}: expected ${known.expected}`)]
      // Other names are free: a person's own view may want them.
      const meant = didYouMean(name, Object.keys(KNOWN))
      return meant === '' ? [] : [faultAt([label, name], `${label}.${name} is unknown${meant}`)]
    })
  })
}
