import type * as z from 'zod/mini'

/** Path parameters by name, in the path as `{name}`. */
type Params = Record<string, z.ZodMiniType>

/** One operation of the API as data. The client calls it, the platform serves it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Under the API's base URL, with `{name}` for parameters. */
  readonly path: `/${string}`
  readonly summary: string
  /** The OAuth2 scope that a token needs, without its `api.lucidtech.ai/` prefix. */
  readonly scope: string
  /** Whether anyone may call it, without credentials. Default false. */
  readonly isPublic?: boolean
  readonly params?: Params
  /** At most one of `query` and `body` is there. */
  readonly query?: z.ZodMiniType
  readonly body?: z.ZodMiniType
  /** The answer's JSON body; without it the answer is 204. */
  readonly response?: z.ZodMiniType
  /** In a list: the name under which the answer holds its items. */
  readonly items?: string
  /**
   * Whether the request can be sent twice without harm. Default: true for all methods but POST.
   */
  readonly idempotent?: boolean
}

/** Declares a route, keeping its literal types. */
export function route<const R extends Route>(definition: R): R {
  return definition
}

/** A tree of routes: `transitions.executions.list`. */
export interface RouteTree {
  readonly [name: string]: Route | RouteTree
}

/** Tells a route from a branch of the tree. */
export function isRoute(node: Route | RouteTree): node is Route {
  return typeof node['method'] === 'string'
}

/** A route, and its place in the tree: `transitions.executions.update`. */
export interface ApiOperation {
  readonly id: string
  readonly route: Route
}

/** All routes of a tree, in its order. */
export function listOperations(tree: RouteTree, prefix = ''): ApiOperation[] {
  return Object.entries(tree).flatMap(([name, node]) =>
    isRoute(node) ? [{ id: prefix + name, route: node }] : listOperations(node, `${prefix}${name}.`),
  )
}

/** The names of a path's parameters, in order. */
export type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? [Name, ...ParamNames<Rest>]
  : []

type Output<Schema> = Schema extends z.ZodMiniType ? z.output<Schema> : undefined

/** `{transitionId, executionId}` of a route. */
export type ParamsOf<R extends Route> = R extends { params: infer P }
  ? { [Name in keyof P]: Output<P[Name]> }
  : {}
/** The query, with numbers as numbers and repeated parameters as arrays. */
export type QueryOf<R extends Route> = R extends { query: infer Q } ? Output<Q> : {}
/** The request's JSON body; `undefined` without one. */
export type BodyOf<R extends Route> = R extends { body: infer B } ? Output<B> : undefined
/** What a route answers; `undefined` for 204. */
export type ResponseOf<R extends Route> = R extends { response: infer A } ? Output<A> : undefined
