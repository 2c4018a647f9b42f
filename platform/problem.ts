import { FORBIDDEN, LIMIT_EXCEEDED } from '../contract/index.ts'

/** An answer that is not 2xx: thrown by an operation, answered as `{"message"}`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: 400 | 403 | 404 | 409 | 413 | 415 | 429

  constructor(status: Problem['status'], message: string) {
    super(message)
    this.status = status
  }
}

export const badRequest = (message: string) => new Problem(400, message)
export const forbidden = () => new Problem(403, FORBIDDEN)
export const limitExceeded = () => new Problem(429, LIMIT_EXCEEDED)

/** @param parent what it should belong to */
export function notFound(id: string, parent?: string): Problem {
  const kind = id.split(':')[1]?.replaceAll('-', ' ')
  return new Problem(404, `There is no ${kind} ${id}${parent === undefined ? '' : ` of ${parent}`}`)
}
