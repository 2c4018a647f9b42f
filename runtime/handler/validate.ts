import type { StandardSchemaV1 } from '@standard-schema/spec'

/** One thing that a schema refuses. */
export interface ValidationIssue {
  /** From the value's root; the first is `input`, `output` or `env`. */
  path: readonly (string | number)[]
  message: string
}

/** A value that its schema refuses; the message names each path. */
export class ValidationError extends Error {
  override readonly name = 'ValidationError'
  /** For programs: the log's `err` carries them. */
  readonly issues: readonly ValidationIssue[]

  constructor(issues: readonly ValidationIssue[]) {
    super(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
    this.issues = issues
  }
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
    const keys = path.map((segment) => (typeof segment === 'object' ? segment.key : segment))
    return { path: [name, ...keys.map((key) => (typeof key === 'symbol' ? String(key) : key))], message }
  })
  throw new ValidationError(issues)
}
