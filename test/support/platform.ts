import { createClient, type Client } from '../../client/index.ts'
import { createPlatform, serve, type PlatformEvent, type PlatformOptions } from '../../platform/index.ts'

/** A platform that listens on a free port, with a client of it. */
export interface TestPlatform extends AsyncDisposable {
  client: Client
  apiEndpoint: string
  /** The credentials as a container gets them. */
  environment: Record<
    'LAS_CLIENT_ID' | 'LAS_CLIENT_SECRET' | 'LAS_API_ENDPOINT' | 'LAS_AUTH_ENDPOINT',
    string
  >
  events: PlatformEvent[]
  /** Resolves with the end of an execution, also if it has already ended. */
  ended(executionId: string): Promise<PlatformEvent & { type: 'ended' }>
}

export async function startPlatform(options: PlatformOptions = {}): Promise<TestPlatform> {
  const events: PlatformEvent[] = []
  const watchers = new Set<() => void>()
  const platform = await createPlatform({
    ...options,
    onEvent: (event) => {
      events.push(event)
      for (const watcher of watchers) watcher()
    },
    onError: (error) => {
      throw error
    },
  })
  const { apiEndpoint, authEndpoint, ...server } = await serve(platform, { port: 0 })
  const { clientId, clientSecret } = platform.appClient
  return {
    client: createClient({ clientId, clientSecret, apiEndpoint, authEndpoint }),
    apiEndpoint,
    environment: {
      LAS_CLIENT_ID: clientId,
      LAS_CLIENT_SECRET: clientSecret,
      LAS_API_ENDPOINT: apiEndpoint,
      LAS_AUTH_ENDPOINT: authEndpoint,
    },
    events,
    ended: (executionId) =>
      new Promise((resolve) => {
        const watcher = () => {
          const end = events.find(
            (event) => event.type === 'ended' && event.execution.executionId === executionId,
          )
          if (end?.type !== 'ended') return
          watchers.delete(watcher)
          resolve(end)
        }
        watchers.add(watcher)
        watcher()
      }),
    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}
