import type { StandardSchemaV1 } from '@standard-schema/spec'

/** A value that its schema refuses; the message names each path. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError'
}

/**
 * A value as its schema makes it; without a schema as it is.
 * @param name what messages call it: `input`, `output`, `env`
 */
export async function validate(
  name: string,
  schema: StandardSchemaV1 | undefined,
  value: unknown,
): Promise<unknown> {
  if (!schema) return value
  const result = await schema['~standard'].validate(value)
  if (!result.issues) return result.value
  const issues = result.issues.map(({ path = [], message }) => {
    const keys = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment))
    return `${[name, ...keys].join('.')}: ${message}`
  })
  throw new ValidationError(issues.join('; '))
}
