import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../contract/index.ts'
import type { Launcher } from '../launchers/launcher.ts'
import { endOf, openWorkflows, runTask, statesOf } from '../../test/support/workflows.ts'

const START = Date.parse('2026-01-01T00:00:00Z')

describe('time', () => {
  const ONCE = { Retry: [] }
  it.each([
    ['TimeoutSeconds', { TimeoutSeconds: 20, ...ONCE }, 20, 'States.Timeout'],
    ['TimeoutSecondsPath', { TimeoutSecondsPath: '$.t', ...ONCE }, 15, 'States.Timeout'],
    ['HeartbeatSeconds', { HeartbeatSeconds: 10, ...ONCE }, 10, 'States.HeartbeatTimeout'],
    ['HeartbeatSecondsPath', { HeartbeatSecondsPath: '$.t', ...ONCE }, 15, 'States.HeartbeatTimeout'],
    [
      'both: the one that comes first',
      { TimeoutSeconds: 30, HeartbeatSeconds: 10, ...ONCE },
      10,
      'States.HeartbeatTimeout',
    ],
    [
      'HeartbeatSeconds above the platform’s own',
      { HeartbeatSeconds: 100, ...ONCE },
      60,
      'States.HeartbeatTimeout',
    ],
  ])('%s ends a Task that hangs, and its container', async (_, fields, seconds, error) => {
    let hung: JsonObject | undefined
    const ended = await runTask((input) => ((hung = input), 'hang'), fields, { t: 15 })
    expect(hung).toBeDefined()
    expect(endOf(ended)).toMatchObject({ status: 'failed', error })
    expect(Date.parse(ended.endTime ?? '') - START).toBe(seconds * 1000)
  })

  it.each([[{ t: 0 }], [{ t: 'x' }], [{}]])(
    'TimeoutSecondsPath to %j fails with States.Runtime',
    async (input) => {
      const ended = await runTask(() => 'hang', { TimeoutSecondsPath: '$.t' }, input)
      expect(endOf(ended)).toMatchObject({ status: 'error', error: 'States.Runtime' })
    },
  )

  it('a transition that takes longer than its timeoutInSeconds is States.Timeout', async () => {
    const launcher: Launcher = {
      accepts: () => true,
      // Its container waits for its turn, and so has no heartbeat to miss.
      launch: ({ signal }) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => resolve({ code: null, signal: 'SIGTERM' })),
        ),
    }
    await using opened = await openWorkflows({ launchers: [launcher] })
    const { transitionId } = await opened.client.transitions.create({
      transitionType: 'docker',
      timeoutInSeconds: 70,
      parameters: { imageUrl: 'image' },
    })
    const ended = await opened.run(
      statesOf({ Task: { Type: 'Task', Resource: transitionId, Retry: [], End: true } }),
    )
    expect(endOf(ended)).toMatchObject({ status: 'failed', error: 'States.Timeout' })
    expect(ended.endTime).toBe('2026-01-01T00:01:10.000Z')
  })

  it('a try that comes late is for nothing: the outcome is refused', async () => {
    await using opened = await openWorkflows()
    const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
    const task = { Type: 'Task', Resource: transitionId, TimeoutSeconds: 5, Retry: [], End: true }
    const execution = await opened.start(await opened.workflow(statesOf({ Task: task })))
    await opened.clock.advance(0)
    const taken = await opened.client.transitions.executions.create(transitionId)
    expect((await opened.ended(execution)).status).toBe('failed')
    const late = opened.client.transitions.executions.update(transitionId, taken.executionId, {
      status: 'succeeded',
    })
    await expect(late).rejects.toMatchObject({ status: 400 })
  })

  it('work that nobody takes in TimeoutSeconds waits no longer', async () => {
    await using opened = await openWorkflows()
    const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
    const task = { Type: 'Task', Resource: transitionId, TimeoutSeconds: 5, Retry: [], End: true }
    expect((await opened.run(statesOf({ Task: task }))).status).toBe('failed')
    await expect(opened.client.transitions.executions.create(transitionId)).rejects.toMatchObject({
      status: 404,
    })
  })

  it('HeartbeatSeconds fails whoever has taken work and does not heartbeat', async () => {
    await using opened = await openWorkflows()
    const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
    const task = { Type: 'Task', Resource: transitionId, HeartbeatSeconds: 5, Retry: [], End: true }
    const execution = await opened.start(await opened.workflow(statesOf({ Task: task })))
    await opened.clock.advance(600_000)
    expect((await opened.get(execution)).status).toBe('running')
    await opened.client.transitions.executions.create(transitionId)
    await opened.clock.advance(6000)
    expect(endOf(await opened.get(execution))).toMatchObject({ error: 'States.HeartbeatTimeout' })
  })

  it("the workflow's own TimeoutSeconds ends it with States.Timeout, which nothing catches", async () => {
    await using opened = await openWorkflows()
    const wait = { Type: 'Wait', Seconds: 100, End: true }
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'After' }]
    const both = { Type: 'Parallel', Branches: [statesOf({ Wait: wait })], Catch, End: true }
    const definition = { ...statesOf({ Both: both, After: { Type: 'Succeed' } }), TimeoutSeconds: 30 }
    const ended = await opened.run(definition)
    expect(endOf(ended)).toMatchObject({ status: 'failed', error: 'States.Timeout' })
    expect(ended.endTime).toBe('2026-01-01T00:00:30.000Z')
  })

  it("the workflow's own TimeoutSeconds is nothing to one that ends before", async () => {
    await using opened = await openWorkflows()
    const definition = { ...statesOf({ Wait: { Type: 'Wait', Seconds: 29, End: true } }), TimeoutSeconds: 30 }
    const ended = await opened.run(definition)
    await opened.clock.advance(60_000)
    expect(await opened.get(ended)).toMatchObject({ status: 'succeeded', endTime: ended.endTime })
  })
})
