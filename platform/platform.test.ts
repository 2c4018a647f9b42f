import { describe, expect, test } from 'vitest'
import { openPlatform } from '../test/support/embedded-platform.ts'
import { kindsOfStores, START_MS } from '../test/support/stores.ts'

for (const { name, skip, start } of kindsOfStores)
  describe.skipIf(skip)(`a platform on ${name}`, () => {
    test('answers what it is asked before its end', { timeout: START_MS }, async () => {
      await using stores = await start()
      const opened = await openPlatform(await stores.options())
      const { transitions } = opened.client
      const { transitionId } = await transitions.create({ transitionType: 'manual' })
      const { platform } = opened
      const { clientId, clientSecret } = platform.appClient
      const granted = await platform.fetch(
        new Request('http://platform/oauth2/token?grant_type=client_credentials', {
          method: 'POST',
          headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
        }),
      )
      const authorization = `Bearer ${((await granted.json()) as { access_token: string }).access_token}`
      const requests = Array.from(
        { length: 40 },
        () => new Request(`http://platform/v1/transitions/${transitionId}`, { headers: { authorization } }),
      )
      const answers = Promise.all(requests.map(async (request) => platform.fetch(request)))
      await opened[Symbol.asyncDispose]()
      expect(new Set((await answers).map(({ status }) => status))).toEqual(new Set([200]))
    })
  })
