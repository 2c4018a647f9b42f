import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export const TRANSITION_ID = `las:transition:${'a'.repeat(32)}`
export const EXECUTION_ID = `las:transition-execution:${'b'.repeat(32)}`

/** What the contenders talk to: it answers at once, and tells when an outcome comes. */
export async function startApi() {
  let onOutcome: (() => void) | undefined
  const server = createServer((request, response) => {
    request.resume()
    if (request.method === 'PATCH') onOutcome?.()
    if (request.url?.endsWith('/heartbeats')) return void response.writeHead(204).end()
    const body = request.url?.startsWith('/oauth2/')
      ? { access_token: 'token', expires_in: 3600, token_type: 'Bearer' }
      : {
          transitionId: TRANSITION_ID,
          executionId: EXECUTION_ID,
          status: 'running',
          input: { a: 1 },
          timeoutInSeconds: 300,
        }
    response.setHeader('content-type', 'application/json')
    return void response.end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Resolves with the time of the next outcome, in milliseconds of `performance.now()`. */
    outcome: () => new Promise<number>((resolve) => (onOutcome = () => resolve(performance.now()))),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
