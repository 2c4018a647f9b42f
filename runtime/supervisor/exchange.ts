import type { Answer } from '../../client/answer.ts'
import { TryTimeoutError } from '../../client/one-try.ts'

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

/** Makes one request and resolves with its whole answer. */
export type Exchange = (outgoing: Outgoing) => Promise<Answer>

/**
 * One request and its whole answer, a redirect too, by `node:http`: the global `fetch` takes longer to load than all
 * requests of an execution take. Connections are kept, and proxies used, as Node's own agents do.
 * @throws TryTimeoutError, the signal's reason, or the connection's error
 */
export function exchange({ method, url, headers, body, timeoutMs, signal }: Outgoing): Promise<Answer> {
  // An `import` reads all of a module's exports, some of which load undici: three times what node:http itself takes.
  const { request } = process.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http')
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const outgoing = request(url, { method, headers }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      // A body that is cut short ends with an error.
      incoming.on('error', fail)
      incoming.on('end', () => {
        stopWaiting()
        const text = Buffer.concat(chunks).toString()
        resolve({
          status: incoming.statusCode ?? 0,
          headers: { get: (name) => incoming.headersDistinct[name.toLowerCase()]?.join(', ') ?? null },
          text: async () => text,
        })
      })
    })
    const timer = setTimeout(() => fail(new TryTimeoutError()), timeoutMs)
    const abort = () => fail(signal?.reason)
    signal?.addEventListener('abort', abort)
    function stopWaiting() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
    function fail(error: unknown) {
      stopWaiting()
      // The first failure says why; those that it causes change nothing.
      reject(error)
      outgoing.destroy()
    }
    outgoing.on('error', fail)
    outgoing.end(body)
  })
}
