import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { AUTH_PATH, BASE_PATH, LOCAL_PATH } from './paths.ts'
import type { Platform } from './platform.ts'
import { isLoopback } from './web/guard.ts'

export interface ServeOptions {
  /** Default 4010; 0 takes a free one. */
  port?: number
  /** Default 127.0.0.1, which only this machine reaches. */
  host?: string
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
}

/** Listens for a platform on a port. */
export async function serve(
  platform: Pick<Platform, 'fetch'> & Partial<Pick<Platform, 'page'>>,
  { port = 4010, host = '127.0.0.1' }: ServeOptions = {},
): Promise<Server> {
  const { page } = platform
  const isLocal = isLoopback(host)
  const server = createAdaptorServer({
    fetch: page
      ? (request: Request) => (isOfApi(request) ? platform.fetch(request) : page.fetch(request, isLocal))
      : platform.fetch,
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  const url = `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`
  return {
    url,
    apiEndpoint: url + BASE_PATH,
    authEndpoint: url + AUTH_PATH,
    web: page ? `${url}/` : null,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

const API_URL = new RegExp(`^https?://[^/]*(${BASE_PATH}|${AUTH_PATH}|${LOCAL_PATH})(/|\\?|$)`)

function isOfApi({ url }: Request): boolean {
  return API_URL.test(url)
}
