/** The error that started a chain of causes; the first of several, where all the addresses of a host failed. */
export function rootCause(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return rootCause(error.errors[0])
  return error instanceof Error && error.cause instanceof Error ? rootCause(error.cause) : error
}

/** The system's word for why a connection failed, such as `ECONNREFUSED`. */
export function failureCode(error: unknown): string | undefined {
  const root = rootCause(error)
  return root instanceof Error && 'code' in root && typeof root.code === 'string' ? root.code : undefined
}
