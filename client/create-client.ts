import {
  foregroundClock,
  isRoute,
  routes,
  type Clock,
  type Route,
  type RouteTree,
} from '../contract/index.ts'
import type { Client, RequestOptions } from './client.ts'
import { checkCredentials, type Credentials } from './credentials.ts'
import { documentContent } from './document-content.ts'
import type { Limits } from './limit.ts'
import { Listing } from './listing.ts'
import type { Fetch } from './exchange-by-fetch.ts'
import type { Exchange } from './exchange.ts'
import { createSender, type Send } from './send.ts'
import type { AccessToken } from './token.ts'

/** `concurrency` and `ratePerSecond` limit the requests to the API. Default: no limit. */
export interface ClientOptions extends Limits {
  /** Sends the requests: a platform in the same process, for instance. Default: Node's HTTP. */
  fetch?: Fetch
  /** A token that the caller already has: the client then requests none. */
  token?: AccessToken
  /** Called with each token that the client fetches, so that the caller can share it. */
  onToken?: (token: AccessToken) => void
  /** Measures the token's age, and the pauses before retries. */
  clock?: Clock
  /** @internal Makes each attempt, in place of `fetch`. */
  exchange?: Exchange
  /** @internal Additional headers of each request to the API. */
  headers?: Readonly<Record<string, string>>
  /** The `user-agent` of each request. Default: none. */
  userAgent?: string
}

/**
 * A client of the API at `credentials.apiEndpoint`. It fetches its token with the first call and renews it in time.
 * @throws CredentialsError for credentials that are missing or malformed, TypeError for limits that are
 */
export function createClient(credentials: Credentials, options: ClientOptions = {}): Client {
  const send = createSender(
    checkCredentials((field) => credentials[field]),
    { clock: foregroundClock, ...options },
  )
  // The type `Client` is derived from the tree of routes, so both have the same shape.
  const client = methods(routes, send) as unknown as Client
  Object.assign(client.documents, documentContent(client.documents))
  return client
}

function methods(tree: RouteTree, send: Send): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(tree).map(([name, node]) => [
      name,
      isRoute(node) ? method(node, send) : methods(node, send),
    ]),
  )
}

function method(route: Route, send: Send) {
  const idNames = Array.from(route.path.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? '')
  return (...args: unknown[]) => {
    const ids = args.slice(0, idNames.length)
    const rest = args.slice(idNames.length)
    const input = route.body || route.query ? rest.shift() : undefined
    const options = (rest[0] ?? {}) as RequestOptions
    const call = async (more?: object) =>
      send(route, pathOf(route, idNames, ids), more ? { ...(input as object), ...more } : input, options)
    return route.items ? new Listing(call, route.items) : call()
  }
}

function pathOf(route: Route, names: readonly string[], ids: readonly unknown[]): string {
  return names.reduce((path, name, index) => {
    const id = ids[index]
    // A path segment of one or two dots would change the path.
    if (typeof id !== 'string' || /^\.{0,2}$/.test(id))
      throw new TypeError(`${name} is ${JSON.stringify(id)}: expected an id`)
    // A path may contain colons, and every id has two.
    return path.replace(`{${name}}`, () => encodeURIComponent(id).replaceAll('%3A', ':'))
  }, route.path as string)
}
