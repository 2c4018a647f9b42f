import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

/** A proxy that leads all requests to one server, whatever host they name. */
export interface HttpProxy extends AsyncDisposable {
  readonly url: string
  /** What it was asked for: `GET http://…`, `CONNECT …`. */
  readonly asked: string[]
}

/** @param port of the server on this machine that all requests are led to */
export async function httpProxy(port: number): Promise<HttpProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    return socket
  }
  const server = createServer((incoming, outgoing) => {
    const { method, url = '', headers } = incoming
    asked.push(`${method} ${url}`)
    const { pathname, search } = new URL(url)
    const onward = request(
      { port, host: '127.0.0.1', method, path: pathname + search, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    incoming.pipe(onward)
  })
  server.on('connection', keep)
  server.on('connect', ({ url }, socket: Socket) => {
    asked.push(`CONNECT ${url}`)
    const onward = keep(connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connected\r\n\r\n')))
    socket.pipe(onward).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
