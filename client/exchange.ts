import type { Agent, IncomingMessage } from 'node:http'
import { MAX_TIMER_MS } from '../contract/clock.ts'
import type { Answer } from './answer.ts'
import { AttemptTimeoutError } from './attempt-errors.ts'
import { readAnswer } from './read-answer.ts'

/** One request as it goes out. */
export interface Outgoing {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  body: string | undefined
  /** To the last byte of the answer, in milliseconds. */
  timeoutMs: number
  signal: AbortSignal | undefined
}

/**
 * Makes one attempt of a request and resolves with its complete answer, a redirect too. Rejects with an
 * `AttemptTimeoutError`, an `AnswerTooLargeError`, the signal's reason, or the connection's error.
 */
export type Exchange = (outgoing: Outgoing) => Promise<Answer>

/** After a failure on a reused connection each request gets a new connection for this long, in seconds. */
const NO_REUSE_SECONDS = 60

/**
 * An exchange by `node:http`: the global `fetch` takes longer to load than all requests of an execution take. Node's
 * agents keep connections, and use a proxy if `NODE_USE_ENV_PROXY` is set.
 */
export function createExchange(): Exchange {
  let reuseFrom = 0

  return ({ method, url, headers, body, timeoutMs, signal }) => {
    // An `import` reads all of a module's exports, some of which load undici: three times what node:http itself takes.
    const { globalAgent, request } = process.getBuiltinModule(
      url.startsWith('https:') ? 'node:https' : 'node:http',
    )
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      let answered: IncomingMessage | undefined
      if (process.uptime() < reuseFrom) closeIdle(globalAgent)
      const outgoing = request(url, { method, headers }, (incoming) => {
        answered = incoming
        const get = (name: string) => incoming.headersDistinct[name.toLowerCase()]?.join(', ') ?? null
        const answer = { status: incoming.statusCode ?? 0, headers: { get }, body: incoming }
        readAnswer({ ...answer, encoding: get('content-encoding') }).then((read) => {
          stopWaiting()
          resolve(read)
        }, fail)
      })
      const timer = setTimeout(
        () => {
          const error = new AttemptTimeoutError()
          // Whoever reads the answer knows whether what has come of it is enough.
          if (answered) answered.destroy(error)
          else fail(error)
        },
        Math.min(timeoutMs, MAX_TIMER_MS),
      )
      const abort = () => fail(signal?.reason)
      signal?.addEventListener('abort', abort)
      function stopWaiting() {
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
      }
      function fail(error: unknown) {
        stopWaiting()
        if (outgoing.reusedSocket && !answered && !signal?.aborted)
          reuseFrom = process.uptime() + NO_REUSE_SECONDS
        // The first failure says why; those that it causes change nothing.
        reject(error)
        outgoing.destroy()
      }
      // A server may answer a request that it has not read to the end, and close: then the answer counts.
      outgoing.on('error', (error) => {
        if (!answered) fail(error)
      })
      outgoing.end(body)
    })
  }
}

/** Closes the agent's idle connections, so that the next request opens one. */
function closeIdle({ freeSockets }: Agent): void {
  for (const socket of Object.values(freeSockets).flat()) socket?.destroy()
}
