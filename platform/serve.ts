import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { AUTH_PATH, BASE_PATH, LOCAL_PATH } from './paths.ts'
import type { Platform } from './platform.ts'
import { createContainerGate, type ContainerClients } from './serve-containers.ts'
import { isLoopback } from './web/guard.ts'

/** Where a server listens, and what it serves. */
export interface ServeOptions {
  /** Default 4010; 0 takes a free one. */
  port?: number
  /** Default 127.0.0.1, which only this machine reaches. */
  host?: string
  /** Where browsers reach the page through a proxy, such as one that adds TLS: `https://transitions.example.com`. */
  publicUrl?: string
}

/** A platform that listens. Disposing of it closes every connection; the platform itself stays. */
export interface Server extends AsyncDisposable {
  /** `http://127.0.0.1:4010`, without a path. */
  readonly url: string
  /** What clients call: `LAS_API_ENDPOINT`. */
  readonly apiEndpoint: string
  /** Where clients get their token: `LAS_AUTH_ENDPOINT`. */
  readonly authEndpoint: string
  /** Where the page for people is; null where the platform has none. */
  readonly web: string | null
  /**
   * Makes a link that opens the page for whoever has it: once, within ten minutes.
   * @param path of the page, default `/`
   * @returns null where the platform has no page
   */
  webLink(path?: string): Promise<string | null>
}

/** What answers requests, a platform or another. It may look at the connection that a request came by. */
interface Served {
  fetch(request: Request, connection?: HttpBindings | Http2Bindings): Response | Promise<Response>
}

/** Listens for a platform on a port. */
export async function serve(
  platform: Served & Partial<Pick<Platform, 'page' | 'connectContainers'>>,
  { port = 4010, host = '127.0.0.1', publicUrl }: ServeOptions = {},
): Promise<Server> {
  const { page } = platform
  const listener = {
    isLoopback: isLoopback(host),
    publicUrl: publicUrl === undefined ? undefined : new URL(publicUrl),
  }
  const answerContainer = (request: Request) =>
    FOR_CONTAINERS.test(request.url) ? platform.fetch(request) : new Response(null, { status: 404 })
  let gate: ContainerClients | undefined
  const server = createAdaptorServer({
    fetch: (request, env) => {
      if (gate?.check(remoteAddressOf(env))) return answerContainer(request)
      return page && !OF_API.test(request.url) ? page.fetch(request, listener) : platform.fetch(request, env)
    },
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  const forContainers = createContainerGate(address.port, answerContainer)
  gate = forContainers
  platform.connectContainers?.(forContainers)
  const url = urlOf(address)
  const web = listener.publicUrl?.href ?? `${urlOf({ ...address, address: reachable(address) })}/`
  return {
    url,
    apiEndpoint: url + BASE_PATH,
    authEndpoint: url + AUTH_PATH,
    web: page ? web : null,
    webLink: async (path = '/') => {
      if (!page) return null
      const link = new URL('/login', web)
      if (path !== '/') link.searchParams.set('to', path)
      link.hash = await page.createCode()
      return link.href
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

const urlOf = ({ family, address, port }: AddressInfo) =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`

/** An address for this machine's browsers: "all addresses" is none. */
const reachable = ({ address }: AddressInfo) =>
  address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address

const under = (...paths: string[]) => new RegExp(`^https?://[^/]*(${paths.join('|')})(/|\\?|$)`)
const OF_API = under(BASE_PATH, AUTH_PATH, LOCAL_PATH)
const FOR_CONTAINERS = under(BASE_PATH, AUTH_PATH)

/** Whose request it is; unknown where the connection is gone. */
function remoteAddressOf(env: HttpBindings | Http2Bindings): string | undefined {
  return env.incoming.socket?.remoteAddress
}
