import { once } from 'node:events'
import { createServer, request as call } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Passes requests on to a server, and loses the answers that it is told to lose. */
export interface LosingProxy extends AsyncDisposable {
  readonly url: string
}

/** @param loses whether the answer to a request is lost: the connection is reset once the server has answered */
export async function losingProxy(
  origin: string,
  loses: (request: { method: string; path: string }) => boolean,
): Promise<LosingProxy> {
  const server = createServer((incoming, outgoing) => {
    const { method = '', url: path = '', headers } = incoming
    const isLost = loses({ method, path })
    const onward = call(new URL(path, origin), { method, headers }, (answer) => {
      if (!isLost) {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
        return
      }
      answer.resume().on('end', () => incoming.socket.resetAndDestroy())
    })
    onward.on('error', () => incoming.socket.destroy())
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
