import { listOperations, routes, type ApiOperation } from '../../contract/index.ts'
import { createPlatform, serve, type Platform, type PlatformOptions } from '../../platform/index.ts'
import { toJsonSchema } from '../../platform/api/json-schema.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import type { JsonSchema } from './json-schema.ts'
import { kindOf, sample } from './samples.ts'

/** What is sent; `body` is JSON. */
export interface Call {
  params?: Record<string, string>
  query?: Record<string, string> | undefined
  body?: unknown
  headers?: Record<string, string>
}

export interface Answer {
  status: number
  headers: Headers
  body: unknown
}

export const operations = listOperations(routes)

/** Which kind of id each branch of the route table makes. */
const BRANCHES: Record<string, string> = {
  'app-client': 'appClients',
  asset: 'assets',
  dataset: 'datasets',
  document: 'documents',
  model: 'models',
  secret: 'secrets',
  transition: 'transitions',
}

/** A platform that listens, with a clock that stands still, and all that good calls need. */
export class World implements AsyncDisposable {
  readonly platform: Platform
  readonly url: string
  readonly clock: VirtualClock
  readonly #stack: AsyncDisposableStack

  static async open(options: PlatformOptions = {}): Promise<World> {
    const clock = new VirtualClock()
    await using stack = new AsyncDisposableStack()
    const platform = stack.use(
      await createPlatform({
        clock,
        // Containers that do nothing until they are stopped.
        launchers: [{ accepts: () => true, launch: ({ signal }) => ended(signal) }],
        ...options,
      }),
    )
    const { url } = stack.use(await serve(platform, { port: 0 }))
    return new World(platform, url, clock, stack.move())
  }

  private constructor(platform: Platform, url: string, clock: VirtualClock, stack: AsyncDisposableStack) {
    this.platform = platform
    this.url = url
    this.clock = clock
    this.#stack = stack
  }

  /** Asks for a token. Without scopes it has all. */
  async token(scopes: string[] = [], credentials = this.platform.appClient): Promise<string> {
    const { clientId, clientSecret } = credentials
    const response = await fetch(`${this.url}/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        ...(scopes.length > 0 && { scope: scopes.map((scope) => `api.lucidtech.ai/${scope}`).join(' ') }),
      }),
    })
    const { access_token: token } = (await response.json()) as { access_token: string }
    return token
  }

  /** Calls an operation, by API key unless the headers say otherwise. */
  async call(
    { route }: ApiOperation,
    { params = {}, query = {}, body, headers }: Call = {},
  ): Promise<Answer> {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
    return this.send(route.method, `/v1${path}?${new URLSearchParams(query).toString()}`, {
      headers: {
        ...(route.body && { 'content-type': 'application/json' }),
        ...(headers ?? { 'x-api-key': this.platform.appClient.apiKey }),
      },
      ...(route.body && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  async send(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(this.url + path, { method, ...init })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    }
  }

  /** A call that succeeds: everything that it refers to is made first. */
  async goodCall(operation: ApiOperation, which: 'required' | 'all' = 'all'): Promise<Call> {
    const { id, route } = operation
    const params = await this.#params(operation)
    if (!route.body) return { params }
    const body = await sample(bodySchema(operation), which, (kind) => this.idOf(kind))
    return {
      params,
      body: { ...(body as object), ...MEANINGS[id], ...without(body as object, LEFT_OUT[id]) },
    }
  }

  /** The id of a new thing of a kind. A consent is a mere number. */
  async idOf(kind: string): Promise<string> {
    const branch = BRANCHES[kind]
    if (branch === undefined) return unknownId(kind)
    const { route } = find(`${branch}.create`)
    const made = await this.#made(`${branch}.create`)
    const id = Object.values(made).find(
      (value) => typeof value === 'string' && value.startsWith(`las:${kind}:`),
    )
    if (typeof id !== 'string')
      throw new Error(`${route.method} ${route.path} answered without a ${kind}'s id`)
    return id
  }

  /** What the path needs: what the operation that makes such a thing is asked and answers. */
  async #params({ id, route }: ApiOperation): Promise<Record<string, string>> {
    if (!route.params) return {}
    const branches = id.split('.').slice(0, -1)
    const isOfParent = /\.(list|create)$/.test(id)
    const branch = (isOfParent ? branches.slice(0, -1) : branches).join('.')
    const made = await this.#made(MAKERS[branch] ?? `${branch}.create`)
    return Object.fromEntries(Object.keys(route.params).map((name) => [name, String(made[name])]))
  }

  /** What a call of an operation that makes something answers, and what it was asked for. */
  async #made(id: string): Promise<Record<string, unknown>> {
    const operation = find(id)
    const call = await this.goodCall(operation, 'required')
    const { status, body } = await this.call(operation, call)
    if (status !== 200) throw new Error(`${id} answered ${status}: ${JSON.stringify(body)}`)
    return { ...call.params, ...(body as object) }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync()
  }
}

/** Fields that depend on each other. */
const MEANINGS: Record<string, object> = {
  'transitions.create': {
    transitionType: 'docker',
    parameters: { imageUrl: 'docker.io/library/hello-world' },
  },
}

/** Fields that a docker transition has no use for. */
const LEFT_OUT: Record<string, string> = { 'transitions.update': 'assets' }

/** What makes the things that no `create` makes. */
const MAKERS: Record<string, string> = {
  logs: 'transitions.executions.create',
  organizations: 'organizations.me',
}

function without(body: object, name: string | undefined): object {
  return name !== undefined && name in body ? { [name]: undefined } : {}
}

function find(id: string): ApiOperation {
  const operation = operations.find((one) => one.id === id)
  if (!operation) throw new Error(`There is no operation ${id}`)
  return operation
}

/** An id that nothing has. */
export function unknownId(kind: string): string {
  return `las:${kind}:${'f'.repeat(32)}`
}

/** What takes an operation's body. */
export function bodySchema({ route }: ApiOperation): JsonSchema {
  return route.body ? (toJsonSchema(route.body) as JsonSchema) : {}
}

/** What takes an operation's query. */
export function querySchema({ route }: ApiOperation): JsonSchema {
  return route.query ? (toJsonSchema(route.query) as JsonSchema) : {}
}

/** The kind of id of each parameter in an operation's path. */
export function paramKinds({ route }: ApiOperation): [name: string, kind: string][] {
  return Object.entries(route.params ?? {}).map(([name, schema]) => {
    const { pattern } = toJsonSchema(schema) as JsonSchema
    return [name, kindOf(pattern) ?? '']
  })
}

async function ended(signal: AbortSignal): Promise<{ code: number | null; signal: string | null }> {
  await new Promise((resolve) =>
    signal.aborted ? resolve(undefined) : signal.addEventListener('abort', resolve),
  )
  return { code: 0, signal: null }
}
