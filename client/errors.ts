/** What was asked, and what came back. */
export interface Exchange {
  method: string
  /** Without the base URL and the query. */
  path: string
  /** Undefined where no answer came. */
  status?: number
  /** The API's own message. */
  apiMessage?: string
}

/** A call to the API that failed; its subclass says whose fault it was. Nothing in it holds a secret or a token. */
export class ApiError extends Error {
  override readonly name: string = 'ApiError'
  readonly method: string
  readonly path: string
  readonly status: number | undefined
  readonly apiMessage: string | undefined

  constructor(exchange: Exchange, what: string) {
    super(`${exchange.method} ${exchange.path} ${what}`)
    this.method = exchange.method
    this.path = exchange.path
    this.status = exchange.status
    this.apiMessage = exchange.apiMessage
  }
}

/** The caller's: the request is wrong, or asks for what is not there (400, 404, 413, 415). */
export class RequestRefusedError extends ApiError {
  override readonly name = 'RequestRefusedError'
}

/** The credentials': missing, wrong, expired, or without the scope (401, 403). */
export class AccessDeniedError extends ApiError {
  override readonly name = 'AccessDeniedError'
}

/** The quota's: too many requests at once, or the month's limit is reached (429). */
export class LimitError extends ApiError {
  override readonly name = 'LimitError'
  /** How long the API wants to be left alone, in milliseconds, where it says so. */
  readonly retryAfterMs: number | undefined

  constructor(exchange: Exchange, what: string, retryAfterMs?: number) {
    super(exchange, what)
    this.retryAfterMs = retryAfterMs
  }
}

/** The platform's: it failed (5xx), or its answer makes no sense. */
export class PlatformError extends ApiError {
  override readonly name = 'PlatformError'
}

/** The network's: no whole answer came. The request may or may not have been taken. */
export class ConnectionError extends ApiError {
  override readonly name = 'ConnectionError'
  /** The system's word for it, such as `ECONNREFUSED`, where there is one. */
  readonly code: string | undefined

  constructor(exchange: Exchange, what: string, code?: string) {
    super(exchange, what)
    this.code = code
  }
}
