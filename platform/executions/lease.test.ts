import { expect, test } from 'vitest'
import { openPlatform } from '../../test/support/embedded-platform.ts'
import type { Exit } from '../launchers/launcher.ts'

const SECOND = 1000

/** An execution that runs, and its calls as containers make them, each with a name of its own. */
async function withExecution() {
  const opened = await openPlatform({
    launchers: [
      {
        accepts: () => true,
        launch: ({ onStart, signal }) =>
          new Promise<Exit>((resolve) => {
            onStart()
            signal.addEventListener('abort', () => resolve({ code: 0, signal: null }))
          }),
      },
    ],
  })
  const { client, platform } = opened
  const { transitionId } = await client.transitions.create({
    transitionType: 'docker',
    parameters: { imageUrl: 'image' },
  })
  const { executionId } = await client.transitions.executions.create(transitionId)
  const callsOf = (container?: string, id = executionId, of = transitionId) => {
    const ask = async (method: string, more = '', body?: object) => {
      const response = await platform.fetch(
        new Request(`http://platform/v1/transitions/${of}/executions${more}`, {
          method,
          headers: {
            'x-api-key': platform.appClient.apiKey,
            ...(container !== undefined && { 'x-transition-container': container }),
            ...(body && { 'content-type': 'application/json' }),
          },
          ...(body && { body: JSON.stringify(body) }),
        }),
      )
      return response.status
    }
    return {
      get: () => ask('GET', `/${id}`),
      beat: () => ask('POST', `/${id}/heartbeats`, {}),
      end: () => ask('PATCH', `/${id}`, { status: 'succeeded', output: { by: container ?? 'nobody' } }),
      claim: () => ask('POST', '', {}),
    }
  }
  return { ...opened, callsOf }
}

test('the container that asks first gets the lease: a second one is refused', async () => {
  await using opened = await withExecution()
  const [one, other] = [opened.callsOf('one'), opened.callsOf('other')]
  expect(await one.get()).toBe(200)
  expect(await other.get()).toBe(409)
  expect(await other.beat()).toBe(409)
  expect(await other.end()).toBe(409)
  expect(await one.beat()).toBe(204)
  expect(await one.end()).toBe(200)
  // What has ended is there for all to see.
  expect(await other.get()).toBe(200)
  expect(await other.end()).toBe(400)
})

test('of several that ask at the same time one gets the lease', async () => {
  await using opened = await withExecution()
  const asked = await Promise.all(['a', 'b', 'c', 'd'].map((name) => opened.callsOf(name).get()))
  expect(asked.toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409])
})

test('heartbeats renew the lease', async () => {
  await using opened = await withExecution()
  const [one, other] = [opened.callsOf('one'), opened.callsOf('other')]
  await one.get()
  for (let time = 0; time < 5; time += 1) {
    await opened.clock.advance(40 * SECOND)
    expect(await other.get()).toBe(409)
    expect(await one.beat()).toBe(204)
  }
})

test('the lease expires 45 seconds after the last sign of life: then a second container gets it, and the first is refused', async () => {
  await using opened = await withExecution()
  const [one, other] = [opened.callsOf('one'), opened.callsOf('other')]
  await one.get()
  await opened.clock.advance(44 * SECOND)
  expect(await other.get()).toBe(409)
  await opened.clock.advance(SECOND)
  expect(await other.get()).toBe(200)
  expect(await one.get()).toBe(409)
  expect(await one.end()).toBe(409)
  expect(await other.beat()).toBe(204)
  await opened.clock.advance(30 * SECOND)
  expect(await other.end()).toBe(200)
})

test('a caller that names no container needs no lease', async () => {
  await using opened = await withExecution()
  await opened.callsOf('one').get()
  const anybody = opened.callsOf()
  expect(await anybody.get()).toBe(200)
  expect(await anybody.beat()).toBe(204)
  expect(await anybody.end()).toBe(200)
})

test('work that is claimed again is no longer leased to its first claimant', async () => {
  await using opened = await withExecution()
  const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
  const { executionId } = await opened.platform.enqueue(transitionId, {})
  const [one, other] = ['one', 'other'].map((name) => opened.callsOf(name, executionId, transitionId))
  expect(await one?.claim()).toBe(200)
  expect(await other?.beat()).toBe(409)
  await opened.clock.advance(62 * SECOND)
  expect(await other?.claim()).toBe(200)
  expect(await one?.beat()).toBe(409)
  expect(await one?.end()).toBe(409)
  expect(await other?.end()).toBe(200)
})
