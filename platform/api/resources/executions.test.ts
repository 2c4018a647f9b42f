import { expect, test } from 'vitest'
import type { Launcher } from '../../index.ts'
import { openPlatform } from '../../../test/support/embedded-platform.ts'

/** Containers that run until they are stopped. */
const idle: Launcher = {
  accepts: () => true,
  launch: ({ signal }) =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve({ code: 0, signal: null }))),
}

test('executions are listed by id and status, in either order of either time', async () => {
  await using opened = await openPlatform({ launchers: [idle] })
  const { transitions } = opened.client
  const { transitionId } = await transitions.create({
    transitionType: 'docker',
    parameters: { imageUrl: 'image' },
  })
  const ids: string[] = []
  for (let made = 0; made < 4; made += 1) {
    ids.push((await transitions.executions.create(transitionId, {})).executionId)
    await opened.clock.advance(1000)
  }
  for (const made of [2, 0]) {
    await transitions.executions.update(transitionId, ids[made] ?? '', { status: 'succeeded', output: {} })
    await opened.clock.advance(1000)
  }
  const list = async (query: Parameters<typeof transitions.executions.list>[1]) => {
    const found: number[] = []
    for await (const { executionId } of transitions.executions.list(transitionId, {
      maxResults: 1,
      ...query,
    }))
      found.push(ids.indexOf(executionId))
    return found
  }
  expect(await list({})).toEqual([3, 2, 1, 0])
  expect(await list({ status: ['succeeded'], sortBy: 'endTime', order: 'ascending' })).toEqual([2, 0])
  expect(await list({ status: ['succeeded', 'running'], order: 'ascending' })).toEqual([0, 1, 2, 3])
  expect(await list({ executionId: [ids[1] ?? '', ids[3] ?? ''] })).toEqual([3, 1])
  expect(await list({ executionId: [ids[1] ?? ''], status: ['succeeded'] })).toEqual([])
  expect(await transitions.executions.list(transitionId, { status: ['retry'] })).toEqual({
    transitionId,
    executions: [],
    status: ['retry'],
    nextToken: null,
  })
})

test('an execution is found only under its own transition', async () => {
  await using opened = await openPlatform({ launchers: [idle] })
  const { transitions } = opened.client
  const create = () => transitions.create({ transitionType: 'docker', parameters: { imageUrl: 'image' } })
  const [{ transitionId }, other] = [await create(), await create()]
  const { executionId } = await transitions.executions.create(transitionId, {})
  await expect(transitions.executions.get(other.transitionId, executionId)).rejects.toMatchObject({
    status: 404,
    apiMessage: expect.stringContaining(other.transitionId),
  })
})

test('an error message is cut to 4,096 characters', async () => {
  const messages: (string | undefined)[] = []
  await using opened = await openPlatform({
    launchers: [idle],
    onEvent: (event) => event.type === 'ended' && messages.push(event.error?.message),
  })
  const { transitions } = opened.client
  const parameters = { imageUrl: 'image' }
  const { transitionId } = await transitions.create({ transitionType: 'docker', parameters })
  const { executionId } = await transitions.executions.create(transitionId, {})
  const error = { message: 'x'.repeat(5000) }
  await transitions.executions.update(transitionId, executionId, { status: 'failed', error })
  expect(messages).toEqual([`${'x'.repeat(4095)}…`])
})
