import type { Clock } from '../contract/clock.ts'
import { parseObject, type Answer } from './answer.ts'
import { AnswerTooLargeError, AttemptTimeoutError } from './attempt-errors.ts'
import { backoffMs } from './backoff.ts'
import { PlatformError, type ApiError } from './errors.ts'
import { createExchange, type Exchange, type Outgoing } from './exchange.ts'
import { failureCode } from './failure-code.ts'
import type { Limit } from './limit.ts'
import { mayRetry, type FailedAttempt } from './may-retry.ts'
import { noAnswerError, refusal, timeoutError } from './request-error.ts'
import { retryAfterMs } from './retry-after.ts'

/** One request, with all that its attempts need. */
export interface HttpRequest {
  method: string
  /** Base URL of the API or of the token endpoint, without a trailing slash. */
  base: string
  path: string
  query?: URLSearchParams
  headers: Record<string, string>
  json?: unknown
  idempotent: boolean
  /** `false`: one attempt, no retries. */
  retry: boolean
  timeoutMs: number
  signal?: AbortSignal | undefined
  /** Values that error messages must not contain. */
  secrets: readonly string[]
}

/** Sends a request and resolves with its 2xx answer, body included. Rejects with an `ApiError` or the signal's reason. */
export type Http = (request: HttpRequest) => Promise<Answer>

/** What `createHttp` sends requests with. */
export interface HttpParts {
  clock: Clock
  /** Makes each attempt. Default: by `node:http`. */
  exchange?: Exchange | undefined
  /** Limits the attempts. */
  limit?: Limit | undefined
}

/** Sends requests with the platform's retry rules, and throws `ApiError`s. */
export function createHttp({
  clock,
  exchange = createExchange(),
  limit = (task) => task(),
}: HttpParts): Http {
  return async (request) => {
    const { idempotent, signal } = request
    const outgoing = outgoingOf(request)
    for (let retries = 1; ; retries += 1) {
      const result = await limit(() => attempt(request, outgoing, exchange, clock), signal)
      if (!('error' in result)) return result
      if (!request.retry || !mayRetry(result, { idempotent, retries })) throw result.error
      await clock.sleep(result.retryAfterMs ?? backoffMs(retries - 1), signal)
    }
  }
}

function outgoingOf({ method, base, path, query, headers, json, timeoutMs, signal }: HttpRequest): Outgoing {
  return {
    method,
    url: base + path + (query?.size ? `?${query.toString()}` : ''),
    headers: {
      accept: 'application/json',
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: json === undefined ? undefined : JSON.stringify(json),
    timeoutMs,
    signal,
  }
}

/** @throws the reason of the request's signal */
async function attempt(
  request: HttpRequest,
  outgoing: Outgoing,
  exchange: Exchange,
  clock: Clock,
): Promise<Answer | (FailedAttempt & { error: ApiError })> {
  const { method, path, signal } = request
  try {
    const answer = await exchange(outgoing)
    const { status, headers } = answer
    if (status >= 200 && status < 300) return answer
    const waitMs = retryAfterMs(headers, clock.now())
    return {
      error: refusal(request, answer, parseObject(await answer.text()), waitMs),
      status,
      retryAfterMs: waitMs,
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof AttemptTimeoutError) return { error: timeoutError(request) }
    if (error instanceof AnswerTooLargeError) {
      const { status, message } = error
      return { error: new PlatformError({ method, path, status }, message), status }
    }
    return { error: noAnswerError(request, error), code: failureCode(error) }
  }
}
