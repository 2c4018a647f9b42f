import { isObject } from '../../contract/is-object.ts'
import { ANY, NEVER, shapeOf, unionOf, type Field, type Shape } from './shape.ts'

/** How deep schemas are read; below, anything may be. */
const MOST_LEVELS = 12

/**
 * The shape of what a JSON Schema (draft 7) allows. What it has no words for, such as a pattern, or what isn't read, such as `if`,
 * leaves the shape wider than the schema.
 */
export function fromSchema(schema: unknown, root: unknown = schema, level = 0): Shape {
  if (schema === false) return NEVER
  if (!isObject(schema) || level > MOST_LEVELS) return ANY
  const inner = (one: unknown) => fromSchema(one, root, level + 1)
  if (typeof schema['$ref'] === 'string') return inner(referred(schema['$ref'], root))
  if ('const' in schema) return shapeOf(schema['const'])
  if (Array.isArray(schema['enum'])) return unionOf(schema['enum'].map(shapeOf))
  for (const name of ['anyOf', 'oneOf'])
    if (Array.isArray(schema[name])) return unionOf(schema[name].map(inner))
  // All of them hold: what one allows, is not too little.
  if (Array.isArray(schema['allOf'])) return inner(schema['allOf'][0])
  const { type } = schema
  if (Array.isArray(type)) return unionOf(type.map((one) => inner({ ...schema, type: one })))
  switch (type) {
    case 'object':
      return objectFrom(schema, inner)
    case 'array':
      return { kind: 'array', items: Array.isArray(schema['items']) ? ANY : inner(schema['items']) }
    case 'integer':
      return { kind: 'number' }
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return { kind: type }
    default:
      return ANY
  }
}

function objectFrom(schema: Record<string, unknown>, inner: (schema: unknown) => Shape): Shape {
  const properties = isObject(schema['properties']) ? schema['properties'] : {}
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : []
  const names = [...new Set([...Object.keys(properties), ...required])]
  const fields = names.map((name): [string, Field] => [
    name,
    {
      shape: Object.hasOwn(properties, name) ? inner(properties[name]) : ANY,
      isOptional: !required.includes(name),
    },
  ])
  const isOpen = schema['additionalProperties'] !== false || 'patternProperties' in schema
  return { kind: 'object', fields: Object.fromEntries(fields), isOpen }
}

/** `#/definitions/Field` and the like. */
function referred(reference: string, root: unknown): unknown {
  if (!reference.startsWith('#')) return undefined
  return reference
    .slice(1)
    .split('/')
    .filter((step) => step !== '')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), root)
}
