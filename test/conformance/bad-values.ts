import type { JsonSchema } from './json-schema.ts'
import { accepts } from './outline.ts'

/** A value with one fault, and the name that the answer has to mention. */
export interface BadValue {
  value: unknown
  names: string
}

const JUNK: unknown[] = [null, true, 7, -1, 0.5, 1e300, 'junk', '', [], [null], {}, { junk: 1 }]

/** Every way in which one place of a value can be wrong, by its schema. */
export function* badValues(schema: JsonSchema, value: unknown, name = 'body'): Generator<BadValue> {
  for (const junk of [...JUNK, ...overTheLimits(schema)]) {
    if (!accepts(schema, junk)) yield { value: junk, names: name }
  }
  if (schema.anyOf) schema = schema.anyOf.find((one) => accepts(one, value)) ?? {}
  if (Array.isArray(value)) yield* inArray(schema, value, name)
  else if (typeof value === 'object' && value !== null) yield* inObject(schema, value)
}

function overTheLimits({ minimum, maximum, maxLength, type, anyOf = [] }: JsonSchema): unknown[] {
  return [
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(type === 'integer' ? [Number.MAX_SAFE_INTEGER + 1, 1.5] : []),
    ...anyOf.flatMap(overTheLimits),
  ]
}

function* inArray({ items = {} }: JsonSchema, value: unknown[], name: string): Generator<BadValue> {
  for (const bad of badValues(items, value[0], name)) yield { ...bad, value: [bad.value] }
}

function* inObject(schema: JsonSchema, value: object): Generator<BadValue> {
  const { properties = {}, required = [], additionalProperties } = schema
  for (const name of required) {
    const { [name]: _, ...rest } = value as Record<string, unknown>
    yield { value: rest, names: name }
  }
  if (additionalProperties === false) yield { value: { ...value, notAField: 1 }, names: 'notAField' }
  for (const [name, field] of Object.entries(value)) {
    const open = typeof additionalProperties === 'object' ? additionalProperties : {}
    for (const bad of badValues(properties[name] ?? open, field, name))
      yield { ...bad, value: { ...value, [name]: bad.value } }
  }
}
