import { inspect } from 'node:util'
import * as z from 'zod/mini'
import { TransitionConfig } from './schema.ts'

/**
 * Lines for a person about one thing that is wrong with a configuration: the field's path, what is wrong, what it is.
 * @param config the whole, as it was given
 */
export function describeProblem(issue: z.core.$ZodIssue, config: unknown): string[] {
  const at = { path: issue.path, value: valueAt(config, issue.path) }
  if (issue.code === 'unrecognized_keys') {
    const expected = fieldsAt(issue.path, config)
    return issue.keys.map((key) => `${pathOf([...issue.path, key])} is unknown: expected one of ${expected}`)
  }
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined)
    return [`${pathOf(at.path)} is ${short(at.value)}: expected 'docker', which is the default, or 'manual'`]
  if (issue.code === 'invalid_union') {
    // The branch that got furthest is the one that was meant.
    const deepest = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0]
    if (deepest && deepest.path.length > 0)
      return describeProblem({ ...deepest, path: [...issue.path, ...deepest.path] }, config)
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
function fieldsAt(path: readonly PropertyKey[], config: unknown): string {
  const type = valueAt(config, ['type']) === 'manual' ? 1 : 0
  const branches = TransitionConfig.def.options
  let schema: z.core.$ZodType | undefined = branches[type]
  for (const key of path) {
    if (schema instanceof z.ZodMiniUnion)
      schema = schema.def.options.find((option) => option instanceof z.ZodMiniObject)
    if (schema instanceof z.ZodMiniObject) schema = schema.shape[String(key)]
    else if (schema instanceof z.ZodMiniArray) schema = schema.def.element
    if (schema instanceof z.ZodMiniOptional) schema = schema.def.innerType
  }
  if (schema instanceof z.ZodMiniUnion)
    schema = schema.def.options.find((option) => option instanceof z.ZodMiniObject)
  return schema instanceof z.ZodMiniObject ? Object.keys(schema.shape).join(', ') : 'no field'
}
