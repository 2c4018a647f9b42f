import { isRoute, routes, systemClock, type Clock, type Route, type RouteTree } from '../contract/index.ts'
import type { Client } from './client.ts'
import type { Credentials } from './credentials.ts'
import { Listing } from './listing.ts'
import { createSender, type Send } from './send.ts'
import type { AccessToken } from './token.ts'

export interface ClientOptions {
  /** Instead of the global `fetch`: a platform in the same process, a proxy. */
  fetch?: typeof fetch
  /** A token that is at hand, to save the call for one. */
  token?: AccessToken
  /** Called with each token that the client fetches, for those who hand it on. */
  onToken?: (token: AccessToken) => void
  /** What the token's age is measured by. */
  clock?: Clock
}

/** A client of the API at `credentials.apiEndpoint`. It fetches its token with the first call and renews it in time. */
export function createClient(credentials: Credentials, options: ClientOptions = {}): Client {
  const send = createSender(credentials, { clock: systemClock, ...options })
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
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      pathSegment(name, ids[idNames.indexOf(name)]),
    )
    const [input, options] =
      route.body || route.query ? args.slice(idNames.length) : [undefined, args[idNames.length]]
    const call = (more?: object) =>
      send(route, path, more ? { ...(input as object), ...more } : input, options ?? {})
    return route.items ? new Listing(call, route.items) : call()
  }
}

function pathSegment(name: string, id: unknown): string {
  if (typeof id !== 'string' || id === '')
    throw new TypeError(`${name} is ${JSON.stringify(id)}: expected an id`)
  // A colon may stand in a path as it is, and ids are full of them.
  return encodeURIComponent(id).replaceAll('%3A', ':')
}
