import { createClient, type Client } from '../../client/index.ts'
import {
  createPlatform,
  serve,
  type PlatformEvent,
  type PlatformOptions,
  type Platform,
} from '../../platform/index.ts'

/** A platform that listens on a free port, with a client of it. */
export interface TestPlatform extends AsyncDisposable {
  client: Client
  apiEndpoint: string
  /** Of the first app client. */
  apiKey: string
  /** The credentials as a container gets them. */
  environment: Record<
    'LAS_CLIENT_ID' | 'LAS_CLIENT_SECRET' | 'LAS_API_ENDPOINT' | 'LAS_AUTH_ENDPOINT',
    string
  >
  events: PlatformEvent[]
  /** Puts work in a manual transition's queue. */
  enqueue: Platform['enqueue']
  /** Resolves with the end of an execution, also if it has already ended. */
  ended(executionId: string): Promise<PlatformEvent & { type: 'ended' }>
  /** Resolves once its container is gone, and all that it printed is in the log. */
  exited(executionId: string): Promise<void>
  /** Resolves once the log has lines with the text, as many as `times`. */
  printed(executionId: string, text: string, times?: number): Promise<void>
}

export async function startPlatform(options: PlatformOptions = {}): Promise<TestPlatform> {
  const events: PlatformEvent[] = []
  const watchers = new Set<() => void>()
  /** Resolves with the first event that `pick` takes, also if it has already been. */
  const seen = <T>(pick: (event: PlatformEvent) => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const watcher = () => {
        for (const event of events) {
          const picked = pick(event)
          if (picked === undefined) continue
          watchers.delete(watcher)
          resolve(picked)
          return
        }
      }
      watchers.add(watcher)
      watcher()
    })
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
    apiKey: platform.appClient.apiKey,
    environment: {
      LAS_CLIENT_ID: clientId,
      LAS_CLIENT_SECRET: clientSecret,
      LAS_API_ENDPOINT: apiEndpoint,
      LAS_AUTH_ENDPOINT: authEndpoint,
    },
    events,
    enqueue: platform.enqueue,
    ended: (executionId) =>
      seen((event) =>
        event.type === 'ended' && event.execution.executionId === executionId ? event : undefined,
      ),
    exited: async (executionId) => {
      await seen((event) =>
        event.type === 'exited' && event.executionId === executionId ? event : undefined,
      )
    },
    printed: async (executionId, text, times = 1) => {
      await seen(() => {
        const lines = events.filter(
          (event) =>
            event.type === 'log' && event.executionId === executionId && event.event.message?.includes(text),
        )
        return lines.length >= times || undefined
      })
    },
    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}
