import { once } from 'node:events'
import { BlockList, isIPv6 } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { ContainerGate } from './launchers/launcher.ts'
import { codeOf } from '../contract/message-of.ts'

/** Who calls by a listener that containers reach. */
export interface ContainerClients {
  /** Whether the address is a container's. */
  check(address: string | undefined): boolean
}

/**
 * Listeners of their own for containers, which reach the API by them and nothing else of this machine.
 * @param port the platform's own, once it listens
 * @param answer answers requests for the API only
 */
export function createContainerGate(
  port: number,
  answer: (request: Request) => Response | Promise<Response>,
): ContainerGate & ContainerClients {
  const clients = new BlockList()
  const check = (address = '') => {
    // What listens on IPv6, too, has IPv4 addresses as `::ffff:172.18.0.2`.
    const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
    return clients.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
  }
  return {
    port,
    check,
    async listen({ gateway, subnet }) {
      const [network = '', bits] = subnet.split('/')
      clients.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4')
      const server = createAdaptorServer({ fetch: answer })
      server.on('connection', (socket) => {
        if (!check(socket.remoteAddress)) socket.destroy()
      })
      server.listen(port, gateway)
      // It keeps no process alive that has nothing else to do.
      server.unref()
      try {
        await once(server, 'listening')
      } catch (error) {
        // The platform itself listens on all addresses, and knows its containers by theirs.
        if (codeOf(error) !== 'EADDRINUSE') throw error
        return { [Symbol.asyncDispose]: async () => undefined }
      }
      return {
        async [Symbol.asyncDispose]() {
          server.close()
          if ('closeAllConnections' in server) server.closeAllConnections()
        },
      }
    },
  }
}
