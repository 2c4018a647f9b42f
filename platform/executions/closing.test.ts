import { expect, test } from 'vitest'
import { openPlatform } from '../../test/support/embedded-platform.ts'
import type { Exit } from '../launchers/launcher.ts'

test('a platform that closes records first what its containers have told it', async () => {
  const errors: unknown[] = []
  const told: (() => void)[] = []
  const platform = await openPlatform({
    onError: (error) => errors.push(error),
    launchers: [
      {
        accepts: () => true,
        launch({ onStart, signal }) {
          told.push(onStart)
          return new Promise<Exit>((resolve) => {
            signal.addEventListener('abort', () => resolve({ code: 0, signal: null }))
          })
        },
        // That it runs is heard of last.
        close: async () => told.forEach((tell) => tell()),
      },
    ],
  })
  const { transitionId } = await platform.client.transitions.create({
    transitionType: 'docker',
    parameters: { imageUrl: 'image' },
  })
  await platform.client.transitions.executions.create(transitionId)
  await platform.clock.advance(0)
  await platform[Symbol.asyncDispose]()
  expect(errors).toEqual([])
})
