/** The part of JSON Schema that the API is described in. */
export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  minProperties?: number
  propertyNames?: JsonSchema
}

/** Looks up what a `$ref` refers to. */
export type Lookup = (ref: string) => JsonSchema

/**
 * A schema as a list of plain facts (`body.name: string ≤ 4096`), the same for all ways to write the same schema.
 */
export function facts(schema: JsonSchema, path: string, lookup: Lookup): string[] {
  return alternatives(schema, lookup).flatMap((one) => {
    const { properties = {}, required = [], additionalProperties, items, ...rest } = one
    const closed = additionalProperties === false ? ' closed' : ''
    return [
      `${path}: ${words(rest)}${closed}`,
      ...Object.entries(properties).flatMap(([name, property]) =>
        facts(property, `${path}.${name}${required.includes(name) ? '' : '?'}`, lookup),
      ),
      ...(typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0
        ? facts(additionalProperties, `${path}.*`, lookup)
        : []),
      ...(items ? facts(items, `${path}[]`, lookup) : []),
    ]
  })
}

/** What a schema allows, one type each. */
export function alternatives(schema: JsonSchema, lookup: Lookup): JsonSchema[] {
  if (schema.$ref !== undefined) return alternatives(lookup(schema.$ref), lookup)
  const { anyOf, ...rest } = schema
  if (anyOf && rest.type === undefined) return anyOf.flatMap((one) => alternatives(one, lookup))
  if (Array.isArray(rest.type)) {
    return rest.type.flatMap((type) => alternatives(type === 'null' ? { type } : { ...rest, type }, lookup))
  }
  return [rest]
}

/** Type and limits, in one order. */
function words({ type, ...limits }: JsonSchema): string {
  const { const: only, ...others } = limits
  const all = only === undefined ? others : { ...others, enum: [only] }
  const isInteger = all.enum?.every((value) => Number.isInteger(value)) ?? false
  return [
    isInteger ? 'integer' : type,
    ...Object.entries(all)
      .toSorted(([a], [b]) => inOrder(a, b))
      .map(
        ([name, value]) =>
          `${name} ${JSON.stringify(Array.isArray(value) ? value.map(String).toSorted(inOrder) : value)}`,
      ),
  ].join(' ')
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : 1
}
