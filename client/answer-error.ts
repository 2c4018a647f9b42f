import type { AnswerHeaders } from './answer.ts'
import {
  AccessDeniedError,
  LimitError,
  PlatformError,
  RequestRefusedError,
  type ApiError,
  type Exchange,
} from './errors.ts'

/** The error for an answer that is not 2xx; `retryAfterMs` is its `Retry-After`. */
export function answerError(
  exchange: Exchange & { status: number },
  headers: AnswerHeaders,
  retryAfterMs?: number,
): ApiError {
  const { status, apiMessage } = exchange
  const what = `answered ${status}${apiMessage ? `: ${apiMessage}` : ''}`
  if (status < 400) {
    return new PlatformError(
      exchange,
      `${what}${target(headers)}, which is not followed (is the endpoint of the credentials right?)`,
    )
  }
  if (status === 401 || status === 403) {
    return new AccessDeniedError(
      exchange,
      `${what} (are the client id and secret right, and has the app client the scope?)`,
    )
  }
  if (status === 429) return new LimitError(exchange, what, retryAfterMs)
  if (status === 408 || status >= 500) return new PlatformError(exchange, what, retryAfterMs)
  return new RequestRefusedError(exchange, what)
}

/** The origin that a redirect leads to. Path and query may contain secrets. */
function target(headers: AnswerHeaders): string {
  const location = headers.get('location') ?? ''
  return URL.canParse(location) ? `, a redirect to ${new URL(location).origin}` : ', a redirect'
}
