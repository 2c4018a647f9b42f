import type { Answer } from './answer.ts'
import { answerError } from './answer-error.ts'
import { ConnectionError, type ApiError } from './errors.ts'
import { failureCode, rootCause } from './failure-code.ts'
import type { HttpRequest } from './http.ts'

type Asked = Pick<HttpRequest, 'method' | 'path' | 'secrets'>

/** The error for an answer that is not 2xx; `data` is its JSON body, where it has one. */
export function refusal(
  { method, path, secrets }: Asked,
  { status, headers }: Pick<Answer, 'status' | 'headers'>,
  data: unknown,
): ApiError {
  const apiMessage = mask(messageIn(data), secrets)
  return answerError({ method, path, status, ...(apiMessage === undefined ? {} : { apiMessage }) }, headers)
}

/** The error for a request whose whole answer did not come in time. */
export function timeoutError({ method, path, timeoutMs }: Asked & { timeoutMs: number }): ConnectionError {
  return new ConnectionError({ method, path }, `had no answer within ${timeoutMs / 1000} seconds`)
}

/** The error for a connection that failed. */
export function noAnswerError({ method, path, secrets }: Asked, error: unknown): ConnectionError {
  const root = rootCause(error)
  const code = failureCode(error)
  const reason = root instanceof Error ? root.message || root.name : String(root)
  const known = code === undefined || reason.includes(code) ? '' : ` (${code})`
  return new ConnectionError({ method, path }, `had no answer: ${mask(reason, secrets)}${known}`, code)
}

/** The API's `message`; the token endpoint's `error` (RFC 6749, section 5.2). */
function messageIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { message, error, error_description: description } = data as Record<string, unknown>
  return [message, description, error].find((text) => typeof text === 'string')
}

/** What is shorter is no secret, and could be part of any word. */
const MIN_SECRET_LENGTH = 8

/** A gateway may quote the very header that it refuses. */
function mask(text: string | undefined, secrets: readonly string[]): string | undefined {
  return secrets
    .filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .reduce((masked, secret) => masked?.replaceAll(secret, '***'), text)
}
