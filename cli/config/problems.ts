import { inspect } from 'node:util'
import * as z from 'zod/mini'
import { isObject } from '../../contract/is-object.ts'

/**
 * Lines for a person about one thing that is wrong with a configuration: the field's path, what is wrong, what it is.
 * @param config the whole, as it was given
 * @param schema what it was read by
 */
export function describeProblem(issue: z.core.$ZodIssue, config: unknown, schema: z.core.$ZodType): string[] {
  const at = { path: issue.path, value: valueAt(config, issue.path) }
  if (issue.code === 'unrecognized_keys') {
    const expected = fieldsAt(issue.path, config, schema)
    return issue.keys.map((key) => `${pathOf([...issue.path, key])} is unknown: expected one of ${expected}`)
  }
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => `${pathOf(at.path)}: ${message}`)
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined)
    return [`${pathOf(at.path)} is ${short(at.value)}: expected 'docker', which is the default, or 'manual'`]
  if (issue.code === 'invalid_union') {
    // The branch that got furthest is the one that was meant.
    const deepest = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0]
    if (deepest && deepest.path.length > 0)
      return describeProblem({ ...deepest, path: [...issue.path, ...deepest.path] }, config, schema)
  }
  if (issue.code === 'invalid_type' && at.value === undefined)
    return [
      `${pathOf(at.path)} is missing: expected ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`,
    ]
  const got = issue.message.includes('received') ? '' : `, got ${short(at.value)}`
  return [`${pathOf(at.path)}: ${issue.message}${got}`]
}

/** `image.tag`, `environmentSecrets[1].name`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) =>
      typeof key === 'number' ? `[${key}]` : index === 0 ? String(key) : `.${String(key)}`,
    )
    .join('')
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )
}

function short(value: unknown): string {
  return inspect(value, { depth: 0, maxStringLength: 60, breakLength: Infinity })
}

/** The names of the fields that an object at this place may have. */
function fieldsAt(path: readonly PropertyKey[], config: unknown, root: z.core.$ZodType): string {
  let schema: z.core.$ZodType | undefined = chosen(root, config)
  for (const [depth, key] of path.entries()) {
    if (schema instanceof z.ZodMiniObject) schema = schema.shape[String(key)]
    else if (schema instanceof z.ZodMiniArray) schema = schema.def.element
    else if (schema instanceof z.ZodMiniRecord) schema = schema.def.valueType
    schema = chosen(schema, valueAt(config, path.slice(0, depth + 1)))
  }
  return schema instanceof z.ZodMiniObject ? Object.keys(schema.shape).join(', ') : 'no field'
}

/** What a value that may be absent, or one of several, is meant to be: of transitions their `type` says so. */
function chosen(schema: z.core.$ZodType | undefined, value: unknown): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodMiniOptional) return chosen(schema.def.innerType, value)
  // A discriminated one, too.
  if (!(schema instanceof z.core.$ZodUnion)) return schema
  // oxlint-disable-next-line no-underscore-dangle -- zod's own name
  const objects = schema._zod.def.options.filter((option) => option instanceof z.ZodMiniObject)
  return isObject(value) && value['type'] === 'manual' ? (objects[1] ?? objects[0]) : objects[0]
}
