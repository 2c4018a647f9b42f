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
      const { status, headers, body } = await abortable(Promise.resolve(fetch(request)), either)
      const answer = await readAnswer({ status, headers, body: body ? until(body, either) : nothing() })
      signal?.throwIfAborted()
      return answer
    } finally {
      clearTimeout(timer)
    }
  }
}

/** The chunks of a body until the signal aborts: then it throws the reason. */
async function* until(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await abortable(reader.read(), signal)
      if (done) return
      yield value
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
