import type { Answer } from './answer.ts'
import { answerError } from './answer-error.ts'
import { ConnectionError, type ApiError } from './errors.ts'
import { failureCode, rootCause, tlsHint } from './failure-code.ts'
import type { HttpRequest } from './http.ts'

type Asked = Pick<HttpRequest, 'method' | 'path' | 'secrets'>

/** The error for an answer that is not 2xx; `data` is its JSON body, if it has one. */
export function refusal(
  { method, path, secrets }: Asked,
  { status, headers }: Pick<Answer, 'status' | 'headers'>,
  data: unknown,
  retryAfterMs?: number,
): ApiError {
  const apiMessage = apiMessageOf(data, secrets)
  return answerError(
    { method, path, status, ...(apiMessage === undefined ? {} : { apiMessage }) },
    headers,
    retryAfterMs,
  )
}

/** The error for a request without a complete answer in time. */
export function timeoutError({ method, path, timeoutMs }: Asked & { timeoutMs: number }): ConnectionError {
  return new ConnectionError({ method, path }, `had no answer within ${timeoutMs / 1000} seconds`)
}

/** The error for a connection that failed. */
export function noAnswerError({ method, path, secrets }: Asked, error: unknown): ConnectionError {
  const root = rootCause(error)
  const code = failureCode(error)
  const reason = (root instanceof Error ? root.message || root.name : String(root)).trim()
  const known = code === undefined || reason.includes(code) ? '' : ` (${code})`
  const toCheck = tlsHint(code)
  const hint = toCheck === undefined ? '' : ` (${toCheck})`
  return new ConnectionError({ method, path }, `had no answer: ${mask(reason, secrets)}${known}${hint}`, code)
}

/** The API's `message`, without secrets; the token endpoint's `error` with its description (RFC 6749, section 5.2). */
export function apiMessageOf(data: unknown, secrets: readonly string[]): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { message, error, error_description: description } = data as Record<string, unknown>
  if (typeof message === 'string') return mask(message, secrets)
  const words = [error, description].filter((text) => typeof text === 'string')
  return words.length === 0 ? undefined : mask(words.join(': '), secrets)
}

/** A shorter value is no secret, and could be part of any word. */
const MIN_SECRET_LENGTH = 8

/** A gateway may quote the header that it refuses. */
function mask(text: string, secrets: readonly string[]): string {
  return secrets
    .filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
}
