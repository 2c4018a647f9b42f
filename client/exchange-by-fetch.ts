import { MAX_TIMER_MS } from '../contract/clock.ts'
import { abortable } from './abortable.ts'
import { AttemptTimeoutError } from './attempt-errors.ts'
import type { Exchange } from './exchange.ts'
import { readAnswer } from './read-answer.ts'

/** Sends a request: the global `fetch`, or a function with fewer arguments. */
export type Fetch = (request: Request) => Response | Promise<Response>

/** An exchange by a caller's `fetch`. Timeout and signal end it even if `fetch` ignores signals. */
export function exchangeByFetch(fetch: Fetch): Exchange {
  return async ({ method, url, headers, body, timeoutMs, signal }) => {
    const timeout = new AbortController()
    const timer = setTimeout(
      () => timeout.abort(new AttemptTimeoutError()),
      Math.min(timeoutMs, MAX_TIMER_MS),
    )
    const either = signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal
    // A redirect could send the credentials to another host.
    const request = new Request(url, {
      method,
      headers,
      redirect: 'manual',
      signal: either,
      ...(body !== undefined && { body }),
    })
    try {
      return await abortable(answerTo(request, fetch), either)
    } finally {
      clearTimeout(timer)
    }
  }
}

async function answerTo(request: Request, fetch: Fetch) {
  const { status, headers, body } = await fetch(request)
  return readAnswer({ status, headers, body: body ?? nothing() })
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
