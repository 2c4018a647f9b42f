import { FORBIDDEN } from '../contract/index.ts'

/** An answer that is not 2xx: thrown by an operation, answered as `{"message"}`. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly status: 400 | 403 | 404 | 413 | 415

  constructor(status: Problem['status'], message: string) {
    super(message)
    this.status = status
  }
}

export const badRequest = (message: string) => new Problem(400, message)
export const forbidden = () => new Problem(403, FORBIDDEN)
export const notFound = (what: string, id: string) => new Problem(404, `There is no ${what} ${id}`)
