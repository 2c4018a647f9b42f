/** A request, and its answer if there was one. */
export interface Exchange {
  method: string
  /** Without the base URL and the query. */
  path: string
  /** Undefined if no answer came. */
  status?: number
  /** The API's own message. */
  apiMessage?: string
}

/** A call to the API failed. The subclass says whose fault it was. It contains no secret and no token. */
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

/** The caller's fault: the request is invalid, or its resource does not exist (400, 404, 413, 415). */
export class RequestRefusedError extends ApiError {
  override readonly name = 'RequestRefusedError'
}

/** The credentials are missing, wrong or expired, or lack the scope (401, 403). */
export class AccessDeniedError extends ApiError {
  override readonly name = 'AccessDeniedError'
}

/** Too many requests, or the month's quota is used up (429). */
export class LimitError extends ApiError {
  override readonly name = 'LimitError'
  /** `Retry-After` in milliseconds, if the answer has one. */
  readonly retryAfterMs: number | undefined

  constructor(exchange: Exchange, what: string, retryAfterMs?: number) {
    super(exchange, what)
    this.retryAfterMs = retryAfterMs
  }
}

/** The platform's fault: it failed (5xx), or its answer is malformed. */
export class PlatformError extends ApiError {
  override readonly name = 'PlatformError'
  /** `Retry-After` in milliseconds, if the answer has one. */
  readonly retryAfterMs: number | undefined

  constructor(exchange: Exchange, what: string, retryAfterMs?: number) {
    super(exchange, what)
    this.retryAfterMs = retryAfterMs
  }
}

/** The network's fault: no complete answer came. The platform may or may not have processed the request. */
export class ConnectionError extends ApiError {
  override readonly name = 'ConnectionError'
  /** The system's error code, such as `ECONNREFUSED`, if there is one. */
  readonly code: string | undefined

  constructor(exchange: Exchange, what: string, code?: string) {
    super(exchange, what)
    this.code = code
  }
}
