import { Hono, type HonoRequest, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { listOperations, routes, type Route } from '../../contract/index.ts'
import { CONTAINER_HEADER, HANDLER_HEADER } from '../../contract/container-header.ts'
import { authorize } from './authorize.ts'
import { BODY_LIMITS, bodyLimitOf, limitBody } from './body-limit.ts'
import { executionOfCaller } from '../history/handler-of.ts'
import type { History } from '../history/history.ts'
import { serveFixtures } from './serve-fixtures.ts'
import { observe } from './traffic.ts'
import { openApiDocument } from './openapi.ts'
import type { Operations } from './operation.ts'
import { AUTH_PATH, BASE_PATH } from '../paths.ts'
import { Problem } from '../problem.ts'
import { readRequest } from './read-request.ts'
import { serveTokens, type Identity } from '../access/tokens.ts'

/** What the API is made of. */
export interface AppOptions extends Identity {
  operations: Operations<typeof routes>
  /** Receives an error of the platform itself. */
  onError: (error: unknown) => void
  /** Records the API calls of executions' handlers. */
  history: History
}

/** The API as a fetch function: each route of the contract, answered by its operation. */
export function createApp({ operations, onError, history, ...identity }: AppOptions): Hono {
  const app = new Hono()
  app.use(answerPreflights)
  app.use(allowOrigins)
  app.use(`${AUTH_PATH}/*`, limitBody(BODY_LIMITS.small))
  serveTokens(app, identity)
  serveFixtures(app, { ...identity, history })
  app.get(`${BASE_PATH}/openapi.json`, (context) =>
    context.json(openApiDocument(new URL(context.req.url).origin)),
  )

  for (const { id, route } of listOperations(routes)) {
    const operation = operationOf(operations, id)
    app.on(route.method, pathOf(route), limitBody(bodyLimitOf(route)), async (context) => {
      const caller = await authorize(
        route,
        { authorization: context.req.header('authorization'), apiKey: context.req.header('x-api-key') },
        identity,
      )
      const act = async (onBody?: (body: unknown) => void) => {
        const request = await readRequest(route, context.req)
        onBody?.(request.body)
        return operation({
          ...request,
          caller: { ...caller, container: context.req.header(CONTAINER_HEADER) },
          wait: waitOf(context.req),
        })
      }
      const executionId = await executionOfCaller(identity.store, {
        userAgent: context.req.header('user-agent'),
        container: context.req.header(HANDLER_HEADER),
      })
      const answer =
        executionId === undefined
          ? await act()
          : await observe(
              { operation: id, method: route.method, path: pathUnderBase(context.req.url) },
              executionId,
              { onCall: history.recordCall, clock: identity.clock },
              act,
            )
      return route.response ? context.json(answer as object) : context.body(null, 204)
    })
  }
  refuseOtherMethods(app)

  app.notFound((context) =>
    context.json({ message: `There is no operation ${context.req.method} ${context.req.path}` }, 404),
  )
  app.onError((error, context) => {
    if (error instanceof Problem) return context.json({ message: error.message }, error.status)
    // Of whoever is gone before the end of their body nothing is wrong here.
    if (!context.req.raw.signal.aborted) onError(error)
    return context.json({ message: 'Internal Server Error' }, 500)
  })
  return app
}

/** A longer wait is cut to this, in seconds: on the way a connection that is silent for longer may be closed. */
const MAX_WAIT_S = 20

/** @returns undefined where the caller doesn't wait */
function waitOf(request: HonoRequest) {
  const [, seconds] = /(?:^|[,;])\s*wait\s*=\s*(\d+)/i.exec(request.header('prefer') ?? '') ?? []
  // Only then: the signal costs something.
  return seconds === undefined
    ? undefined
    : { ms: Math.min(Number(seconds), MAX_WAIT_S) * 1000, signal: request.raw.signal }
}

const preflight = cors()

/** Does what `cors()` does, without making a `Response` only to set one header. */
const allowOrigins: MiddlewareHandler = (context, next) => {
  if (context.req.method === 'OPTIONS') return preflight(context, next)
  context.header('Access-Control-Allow-Origin', '*')
  return next()
}

/** The API answers a preflight with 200 and an empty object, where `cors()` alone would answer 204. */
const answerPreflights: MiddlewareHandler = async (context, next) => {
  await next()
  if (context.req.method !== 'OPTIONS') return
  const { headers } = context.res
  headers.set('content-type', 'application/json')
  context.res = new Response('{}', { headers })
}

/** Known paths answer 405 to methods that they don't have. HEAD is answered as GET is, without its body. */
function refuseOtherMethods(app: Hono): void {
  for (const [path, known] of Map.groupBy(listOperations(routes), ({ route }) => pathOf(route))) {
    const methods = known.map(({ route }) => route.method).join(', ')
    app.all(path, (context) => {
      const message = `${context.req.path} has no ${context.req.method}, only ${methods}`
      return context.json({ message }, { status: 405, headers: { Allow: methods } })
    })
  }
}

/** A route's path as Hono writes it. */
function pathOf({ path }: Route): string {
  return BASE_PATH + path.replaceAll(/\{(\w+)\}/g, ':$1')
}

/** A URL's path under the API's base, with its query. */
function pathUnderBase(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname.slice(BASE_PATH.length) + search
}

/** An operation that takes what `readRequest` made: validated by the same route, so of the type that it expects. */
type AnyOperation = (request: object) => Promise<unknown>

function operationOf(operations: object, id: string): AnyOperation {
  const found = id.split('.').reduce<object>((tree, name) => Reflect.get(tree, name), operations)
  return found as AnyOperation
}
