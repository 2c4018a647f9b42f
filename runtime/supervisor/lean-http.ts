import { parseObject, type Answer } from '../../client/answer.ts'
import type { ApiError } from '../../client/errors.ts'
import { failureCode } from '../../client/failure-code.ts'
import type { Http, HttpRequest } from '../../client/http.ts'
import { mayRetry, type FailedTry } from '../../client/may-retry.ts'
import { TryTimeoutError } from '../../client/one-try.ts'
import { noAnswerError, refusal, timeoutError } from '../../client/request-error.ts'
import { retryAfterMs } from '../../client/retry-after.ts'
import type { Clock } from '../../contract/clock.ts'
import { exchange, type Exchange } from './exchange.ts'

/** Before the first retry, in milliseconds; doubled each time, and spread. */
const FIRST_DELAY_MS = 300

/**
 * The client's requests, by its rules for retries and errors, without what takes time to load.
 * @param send makes each try, for those who bring a network of their own
 */
export function createLeanHttp(clock: Clock, send: Exchange = exchange): Http {
  return async (request) => {
    const { idempotent, signal } = request
    for (let retries = 1; ; retries += 1) {
      const result = await tryOnce(request, send)
      if (!('error' in result)) return result
      if (!request.retry || !mayRetry(result, { idempotent, retries })) throw result.error
      const delayMs = FIRST_DELAY_MS * 2 ** (retries - 1) * (0.5 + Math.random() / 2)
      await clock.sleep(result.retryAfterMs ?? delayMs, signal)
    }
  }
}

/** @throws the reason of the request's own signal */
async function tryOnce(
  request: HttpRequest,
  send: Exchange,
): Promise<Answer | (FailedTry & { error: ApiError })> {
  const { method, base, path, query, headers, json, timeoutMs, signal } = request
  try {
    const answer = await send({
      method,
      url: base + path + (query ? `?${query.toString()}` : ''),
      headers: {
        accept: 'application/json',
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? undefined : JSON.stringify(json),
      timeoutMs,
      signal,
    })
    const { status } = answer
    if (status >= 200 && status < 300) return answer
    const error = refusal(request, answer, parseObject(await answer.text()))
    return { error, status, retryAfterMs: retryAfterMs(answer.headers) }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof TryTimeoutError) return { error: timeoutError(request) }
    return { error: noAnswerError(request, error), code: failureCode(error) }
  }
}
