import { once } from 'node:events'
import { BlockList, connect, createServer, type Server, type Socket } from 'node:net'

/** The name by which containers reach this machine. */
export const HOST_NAME = 'host.docker.internal'

/** The variables that say where the platform is. */
const ENDPOINTS = ['LAS_API_ENDPOINT', 'LAS_AUTH_ENDPOINT']

/** What a loopback address in an endpoint means inside a container. */
export interface Reach extends AsyncDisposable {
  /** The environment with endpoints that a container can reach. */
  translate(environment: Readonly<Record<string, string>>): Promise<Record<string, string>>
}

/**
 * A platform listens on this machine's loopback, which containers have their own of. So on the gateway address of their
 * network the same port is passed on to it, for the containers only, and the endpoints name the gateway.
 * @param network undefined where the engine runs in a machine of its own (Docker Desktop): the gateway's address is there,
 * and the engine itself passes the name on to this machine's loopback
 */
export function createReach(network: { gateway: string; subnet: string } | undefined): Reach {
  const relays = new Map<number, Promise<Server | undefined>>()
  const clients = new BlockList()
  if (network) {
    const [address = '', bits] = network.subnet.split('/')
    clients.addSubnet(address, Number(bits))
  }

  return {
    async translate(environment) {
      const translated = { ...environment }
      for (const name of ENDPOINTS) {
        const target = loopback(environment[name])
        if (!target) continue
        const { host, port, rest, scheme } = target
        if (network) {
          const relay = relays.get(port) ?? listen({ gateway: network.gateway, port, host, clients })
          relays.set(port, relay)
          await relay
        }
        translated[name] = `${scheme}${HOST_NAME}:${port}${rest}`
      }
      return translated
    },
    async [Symbol.asyncDispose]() {
      const servers = await Promise.all(relays.values())
      relays.clear()
      for (const server of servers) server?.close()
    },
  }
}

/** The variables that name the platform by a loopback address: elsewhere that is somewhere else. */
export const loopbackEndpoints = (environment: Readonly<Record<string, string>>): string[] =>
  ENDPOINTS.filter((name) => loopback(environment[name]) !== undefined)

/** The parts of an endpoint on a loopback address; undefined for all others. */
function loopback(endpoint: string | undefined) {
  const [, scheme = '', host, port, rest = ''] =
    /^(https?:\/\/)?(localhost|127(?:\.\d+){3}|\[::1\])(?::(\d+))?(\/.*)?$/i.exec(endpoint?.trim() ?? '') ??
    []
  if (host === undefined) return undefined
  const isPlain = scheme.toLowerCase() === 'http://'
  return { scheme, host: host.replaceAll(/[[\]]/g, ''), port: Number(port ?? (isPlain ? 80 : 443)), rest }
}

/** Passes on what comes to the gateway's port; undefined where there is nothing to pass on. */
async function listen(options: {
  gateway: string
  port: number
  host: string
  clients: BlockList
}): Promise<Server | undefined> {
  const { gateway, port, host, clients } = options
  const server = createServer((socket) => {
    if (clients.check(socket.remoteAddress ?? '')) pass(socket, connect(port, host))
    else socket.destroy()
  })
  server.listen(port, gateway)
  // It keeps no process alive that has nothing else to do.
  server.unref()
  try {
    await once(server, 'listening')
    return server
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // The platform listens on all addresses by itself.
    if (code === 'EADDRINUSE') return undefined
    throw error
  }
}

function pass(from: Socket, to: Socket): void {
  for (const [one, other] of [
    [from, to],
    [to, from],
  ] as const) {
    one.pipe(other)
    one.on('error', () => other.destroy())
    one.on('close', () => other.destroy())
  }
}
