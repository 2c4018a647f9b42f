import { isRoute, routes, systemClock, type Clock, type Route, type RouteTree } from '../contract/index.ts'
import type { Client, RequestOptions } from './client.ts'
import { checkCredentials, type Credentials } from './credentials.ts'
import type { Http } from './http.ts'
import type { Limits } from './limit.ts'
import { Listing } from './listing.ts'
import type { Fetch } from './one-try.ts'
import { createSender, type Send } from './send.ts'
import type { AccessToken } from './token.ts'

/** `concurrency` and `ratePerSecond` limit what is asked of the API; by default nothing does. */
export interface ClientOptions extends Limits {
  /** Instead of the global `fetch`: a platform in the same process, a proxy. */
  fetch?: Fetch
  /** A token that is at hand, to save the call for one. */
  token?: AccessToken
  /** Called with each token that the client fetches, for those who hand it on. */
  onToken?: (token: AccessToken) => void
  /** What the token's age is measured by. */
  clock?: Clock
  /** @internal Sends requests in place of ky: then `fetch` and the limits have no part in it. */
  http?: Http
  /** Sent with each call, to say who makes it. Default: what `fetch` sends. */
  userAgent?: string
}

/**
 * A client of the API at `credentials.apiEndpoint`. It fetches its token with the first call and renews it in time.
 * @throws CredentialsError for credentials that are missing or malformed, TypeError for limits that are
 */
export function createClient(credentials: Credentials, options: ClientOptions = {}): Client {
  const send = createSender(
    checkCredentials((field) => credentials[field]),
    { clock: systemClock, ...options },
  )
  // The tree of routes and the type `Client` have the same shape: one is made from the other.
  return methods(routes, send) as unknown as Client
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
    // As a segment of a URL, a dot or two would mean another path.
    if (typeof id !== 'string' || /^\.{0,2}$/.test(id))
      throw new TypeError(`${name} is ${JSON.stringify(id)}: expected an id`)
    // A colon may stand in a path as it is, and ids are full of them.
    return path.replace(`{${name}}`, () => encodeURIComponent(id).replaceAll('%3A', ':'))
  }, route.path as string)
}
