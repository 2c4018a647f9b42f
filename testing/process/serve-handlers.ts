import { executionOfUserAgent } from '../../contract/user-agent.ts'
import { serve, type Server } from '../../platform/index.ts'
import type { Exchange } from '../../client/exchange.ts'

/** What a server knows of a request's connection. */
interface Connection {
  incoming: { socket: { resetAndDestroy(): void } }
}

/**
 * Serves handler processes. Each call is sent through the exchange of its execution; where that fails, the connection is reset.
 * @param wayOf finds an execution's exchange; undefined stands for a call that names no execution
 */
export function serveHandlers(
  wayOf: (executionId: string | undefined) => Exchange | undefined,
): Promise<Server> {
  const fetch = async (request: Request, connection?: Connection): Promise<Response> => {
    const { method, url, headers, signal } = request
    const exchange = wayOf(executionOfUserAgent(headers.get('user-agent') ?? undefined))
    const body = await request.text()
    try {
      if (!exchange) throw new Error('no execution runs')
      const answer = await exchange({
        method,
        url,
        headers: Object.fromEntries(headers),
        body: body === '' ? undefined : body,
        // The process has a timeout of its own.
        timeoutMs: Infinity,
        signal,
      })
      const text = await answer.text()
      const type = answer.headers.get('content-type')
      const retryAfter = answer.headers.get('retry-after')
      return new Response(text === '' ? null : text, {
        status: answer.status,
        headers: {
          ...(type !== null && { 'content-type': type }),
          ...(retryAfter !== null && { 'retry-after': retryAfter }),
        },
      })
    } catch {
      connection?.incoming.socket.resetAndDestroy()
      return new Response(null, { status: 500 })
    }
  }
  return serve({ fetch }, { port: 0 })
}
