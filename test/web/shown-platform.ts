import { pathToFileURL } from 'node:url'
import { createClient, type Client } from '../../client/index.ts'
import type { JsonObject } from '../../contract/index.ts'
import { createPlatform, serve, type Platform, type PlatformEvent } from '../../platform/index.ts'
import { builtLauncher, handlerPath } from '../support/handlers.ts'

/** A platform with its page, on a free port. */
export interface ShownPlatform extends AsyncDisposable {
  client: Client
  /** `http://127.0.0.1:49152`, without a path. */
  url: string
  /** How many streams of changes browsers have open. */
  streams(): number
  /** A link that logs in, and leads to a path. */
  link(path?: string): Promise<string>
  /** Puts work in a manual transition's queue. */
  enqueue: Platform['enqueue']
  /** What an execution has ended with. */
  outcome(executionId: string): (PlatformEvent & { type: 'ended' }) | undefined
  /** A transition that a handler of the fixtures does, beating its heart each second. */
  transition(name: string, handler: string, more?: { inputJsonSchema?: JsonObject }): Promise<string>
}

export async function showPlatform({ host = '127.0.0.1' }: { host?: string } = {}): Promise<
  ShownPlatform & { credentials: { clientId: string; clientSecret: string } }
> {
  const errors: unknown[] = []
  const ends: (PlatformEvent & { type: 'ended' })[] = []
  const platform = await createPlatform({
    web: true,
    launchers: [builtLauncher()],
    onError: (error) => errors.push(error),
    onEvent: (event) => void (event.type === 'ended' && ends.push(event)),
  })
  const { page } = platform
  const streams = new Set<Request>()
  const fetchPage: NonNullable<typeof page>['fetch'] = (request, listener) => {
    if (new URL(request.url).pathname === '/events') {
      streams.add(request)
      request.signal.addEventListener('abort', () => streams.delete(request))
    }
    if (!page) throw new Error('the platform has no page')
    return page.fetch(request, listener)
  }
  const counted = { ...platform, ...(page && { page: { ...page, fetch: fetchPage } }) }
  const server = await serve(counted, { port: 0, host })
  const { clientId, clientSecret } = platform.appClient
  const { port } = new URL(server.url)
  const [apiEndpoint, authEndpoint] = [`http://127.0.0.1:${port}/v1`, `http://127.0.0.1:${port}/oauth2`]
  const credentials = { clientId, clientSecret, apiEndpoint, authEndpoint }
  const client = createClient(credentials)
  const { secretId } = await client.secrets.create({
    data: {
      LAS_CLIENT_ID: clientId,
      LAS_CLIENT_SECRET: clientSecret,
      LAS_API_ENDPOINT: apiEndpoint,
      LAS_AUTH_ENDPOINT: authEndpoint,
    },
  })
  return {
    client,
    url: `http://127.0.0.1:${port}`,
    credentials,
    enqueue: platform.enqueue,
    outcome: (id) => ends.find(({ execution }) => execution.executionId === id),
    streams: () => streams.size,
    link: async (path) => (await server.webLink(path)) ?? '',
    async transition(name, handler, more = {}) {
      const parameters = {
        imageUrl: pathToFileURL(handlerPath(handler)).href,
        environment: { TRANSITION_HEARTBEAT_SECONDS: '1', TRANSITION_GRACE_SECONDS: '0' },
        environmentSecrets: [secretId],
      }
      const given = { transitionType: 'docker' as const, name, parameters, ...more }
      return (await client.transitions.create(given)).transitionId
    },
    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
      if (errors.length > 0) throw new AggregateError(errors, 'the platform failed')
    },
  }
}
