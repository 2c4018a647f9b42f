import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { isRoute, routes, type Clock, type Route, type RouteTree } from '../contract/index.ts'
import { authenticate, serveTokens, type AppClient } from './auth.ts'
import type { Keyring } from './keyring.ts'
import type { Operations } from './operations.ts'
import { Problem } from './problem.ts'
import { readRequest } from './read-request.ts'

/** The largest body that is read, in bytes: a document at the API's limit, and what is around it. */
const MAX_BODY_BYTES = 8 * 1024 * 1024

/** Where the API is served. */
export const BASE_PATH = '/v1'

export interface AppOptions {
  operations: Operations<typeof routes>
  appClient: AppClient
  keyring: Keyring
  clock: Clock
  /** Told of what should never happen: an operation that failed. */
  onError: (error: unknown) => void
}

/** The API as a fetch function: each route of the contract, answered by its operation. */
export function createApp({ operations, onError, ...identity }: AppOptions): Hono {
  const app = new Hono()
  app.use(cors())
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (context) => context.json({ message: `body: larger than ${MAX_BODY_BYTES} bytes` }, 413),
    }),
  )
  serveTokens(app, identity.appClient, identity.keyring, identity.clock)

  for (const [route, operation] of pairs(routes, operations)) {
    app.on(route.method, BASE_PATH + route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) => {
      const caller = await authenticate(
        { authorization: context.req.header('authorization'), apiKey: context.req.header('x-api-key') },
        identity,
      )
      const answer = await operation({ ...(await readRequest(route, context.req)), caller })
      return route.response ? context.json(answer as object) : context.body(null, 204)
    })
  }

  app.notFound((context) =>
    context.json({ message: `There is no operation ${context.req.method} ${context.req.path}` }, 404),
  )
  app.onError((error, context) => {
    if (error instanceof Problem) return context.json({ message: error.message }, error.status)
    onError(error)
    return context.json({ message: 'Internal Server Error' }, 500)
  })
  return app
}

/** An operation that takes what `readRequest` made: validated by the same route, so of the type that it expects. */
type AnyOperation = (request: object) => Promise<unknown>

function pairs(tree: RouteTree, operations: object): [Route, AnyOperation][] {
  return Object.entries(tree).flatMap(([name, node]): [Route, AnyOperation][] => {
    const counterpart: unknown = Reflect.get(operations, name)
    return isRoute(node) ? [[node, counterpart as AnyOperation]] : pairs(node, counterpart as object)
  })
}
