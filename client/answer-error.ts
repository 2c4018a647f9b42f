import type { AnswerHeaders } from './answer.ts'
import {
  AccessDeniedError,
  LimitError,
  PlatformError,
  RequestRefusedError,
  type ApiError,
  type Exchange,
} from './errors.ts'
import { retryAfterMs } from './retry-after.ts'

/** The error for an answer that is not 2xx. */
export function answerError(exchange: Exchange & { status: number }, headers: AnswerHeaders): ApiError {
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
  if (status === 429) return new LimitError(exchange, what, retryAfterMs(headers))
  if (status === 408 || status >= 500) return new PlatformError(exchange, what)
  return new RequestRefusedError(exchange, what)
}

/** Where a redirect leads, without what the URL's path and query may tell. */
function target(headers: AnswerHeaders): string {
  const location = headers.get('location') ?? ''
  return URL.canParse(location) ? `, a redirect to ${new URL(location).origin}` : ', a redirect'
}
