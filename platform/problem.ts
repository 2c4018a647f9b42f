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

/** A request that is wrong: 400. */
export const badRequest = (message: string) => new Problem(400, message)
/** What the caller's scopes don't allow: 403. */
export const forbidden = () => new Problem(403, FORBIDDEN)
/** A quota is used up: 429. */
export const limitExceeded = () => new Problem(429, LIMIT_EXCEEDED)

/** @param parent what it should belong to */
export function notFound(id: string, parent?: string): Problem {
  const kind = id.split(':')[1]?.replaceAll('-', ' ')
  return new Problem(404, `There is no ${kind} ${id}${parent === undefined ? '' : ` of ${parent}`}`)
}
