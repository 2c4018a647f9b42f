import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** Passes connections on to servers in turns, past those that don't answer. */
export interface Balancer extends AsyncDisposable {
  port: number
}

export async function openBalancer(
  address: string,
  targets: readonly { host: string; port: number }[],
): Promise<Balancer> {
  const sockets = new Set<Socket>()
  let turn = 0
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    follow(socket)
    turn += 1
    pass(socket, targets.length)
  }).listen(0, address)
  await once(server, 'listening')

  function follow(socket: Socket): void {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  }

  function pass(socket: Socket, left: number): void {
    const target = targets[(turn + left) % targets.length]
    if (!target || left === 0) return void socket.destroy()
    const onward = connect(target)
    follow(onward)
    const next = () => pass(socket, left - 1)
    onward.once('error', next)
    onward.once('connect', () => {
      onward.off('error', next)
      onward.on('close', () => socket.destroy())
      socket.on('close', () => onward.destroy())
      socket.pipe(onward).pipe(socket)
      socket.resume()
    })
  }

  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
