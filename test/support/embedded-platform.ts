import { createClient, type Client } from '../../client/index.ts'
import { createPlatform, type Platform, type PlatformOptions } from '../../platform/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { embeddedStore } from './embedded-store.ts'

/** A platform in this process, on a clock that stands still, with a client that calls it without a network. */
export interface EmbeddedPlatform extends AsyncDisposable {
  platform: Platform
  clock: VirtualClock
  client: Client
  /** A client of another app client. */
  clientOf(credentials: { clientId: string; clientSecret?: string | undefined }): Client
}

export async function openPlatform({
  start,
  ...options
}: PlatformOptions & { start?: string } = {}): Promise<EmbeddedPlatform> {
  const stores = embeddedStore()
  const clock = new VirtualClock(start, stores.settle)
  const store = await stores.open()
  const errors: unknown[] = []
  const platform = await createPlatform({
    clock,
    onError: (error) => errors.push(error),
    ...(options.data === undefined && store.options),
    ...options,
  })
  const clientOf: EmbeddedPlatform['clientOf'] = ({ clientId, clientSecret = '' }) =>
    createClient(
      { clientId, clientSecret, apiEndpoint: 'http://platform/v1', authEndpoint: 'http://platform/oauth2' },
      { clock, fetch: platform.fetch },
    )
  return {
    platform,
    clock,
    client: clientOf(platform.appClient),
    clientOf,
    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      store[Symbol.dispose]()
      if (errors.length > 0) throw new AggregateError(errors, 'the platform failed')
    },
  }
}
