import { describe, expect, it, test } from 'vitest'
import type { JsonObject, WorkflowExecution } from '../../contract/index.ts'
import {
  endOf,
  openWorkflows,
  runTask,
  statesOf,
  succeeded,
  unsuccessful,
  type Act,
  type Outcome,
} from '../../test/support/workflows.ts'

const START = Date.parse('2026-01-01T00:00:00Z')

/** When each try began, in seconds after the start. */
const triesOf = ({ events = [] }: WorkflowExecution) =>
  events.flatMap(({ type, timestamp }) =>
    type === 'TaskStarted' ? [(Number(timestamp) - START) / 1000] : [],
  )

/** Fails so often, then succeeds. */
const after =
  (times: number, outcome: Outcome): Act =>
  (_, call) =>
    call <= times ? outcome : succeeded({ call })

const failed = unsuccessful('failed', 'no luck')

const retry = (name: string) => ({ Retry: [{ ErrorEquals: [name] }] })

describe('outcomes of transitions', () => {
  it.each([
    ['failed', failed, 'failed', 'States.TaskFailed', 'no luck'],
    ['rejected', unsuccessful('rejected', 'no luck'), 'rejected', 'Transition.Rejected', 'no luck'],
    ['retry', unsuccessful('retry', 'no luck'), 'failed', 'Transition.Retry', 'no luck'],
    ['an exit', 'exit', 'failed', 'States.TaskFailed', 'The container exited with code 0 without an outcome'],
    [
      'no more heartbeat',
      'falls silent',
      'failed',
      'States.HeartbeatTimeout',
      'Timed out: no heartbeat for 60 s',
    ],
    [
      'no end',
      'hang',
      'failed',
      'States.Timeout',
      "Timed out after 300 s, the transition's timeoutInSeconds",
    ],
  ] as const)('%s', async (_, outcome, status, error, cause) => {
    const ended = await runTask(() => outcome, { Retry: [] })
    expect(ended).toMatchObject({ status, output: {} })
    expect(endOf(ended)).toMatchObject({ status, error, cause })
  })

  it('a container that can not be started fails', async () => {
    await using opened = await openWorkflows({ launchers: [] })
    const parameters = { imageUrl: 'nobody/starts:this' }
    const { transitionId } = await opened.client.transitions.create({ transitionType: 'docker', parameters })
    const ended = await opened.run(
      statesOf({ Task: { Type: 'Task', Resource: transitionId, Retry: [], End: true } }),
    )
    expect(endOf(ended)).toMatchObject({
      error: 'States.TaskFailed',
      cause: expect.stringContaining('no launcher'),
    })
  })
})

describe('Retry', () => {
  it.each([
    ['none: the default one', undefined, 9, [0, 2, 6], 'failed'],
    ['none, and it mends itself', undefined, 1, [0, 2], 'succeeded'],
    ['an empty one', [], 9, [0], 'failed'],
    ['its defaults', [{ ErrorEquals: ['States.ALL'] }], 9, [0, 1, 3, 7], 'failed'],
    [
      'its numbers',
      [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 10, BackoffRate: 1.5, MaxAttempts: 2 }],
      9,
      [0, 10, 25],
      'failed',
    ],
    [
      'MaxDelaySeconds',
      [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 4, MaxDelaySeconds: 5, MaxAttempts: 3 }],
      9,
      [0, 4, 9, 14],
      'failed',
    ],
    ['other errors only', [{ ErrorEquals: ['States.Timeout', 'Other'] }], 9, [0], 'failed'],
    ['success at its last try', [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2 }], 2, [0, 1, 3], 'succeeded'],
  ])('with %s', async (_, retry, times, expected, status) => {
    const ended = await runTask(after(times, failed), retry && { Retry: retry })
    expect(triesOf(ended)).toEqual(expected)
    expect(ended.status).toBe(status)
  })

  it('with full jitter comes at a random time within the delay', async () => {
    const Retry = [
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 100, MaxAttempts: 1, JitterStrategy: 'FULL' },
    ]
    const ended = await runTask(after(9, failed), { Retry })
    const { until } = ended.events?.find(({ type }) => type === 'StateRetried') ?? {}
    expect(Number(until) - START).toBeGreaterThanOrEqual(0)
    expect(Number(until) - START).toBeLessThanOrEqual(100_000)
  })

  it('counts anew each time the state is entered, and tells the try in the context object', async () => {
    await using opened = await openWorkflows()
    const seen: unknown[] = []
    const transition = await opened.transition(({ retry, n }, call) => {
      seen.push(retry)
      return call % 2 === 1 ? failed : succeeded({ n: Number(n) + 1 })
    })
    const states = {
      Task: {
        Type: 'Task',
        Resource: transition,
        Parameters: { 'retry.$': '$$.State.RetryCount', 'n.$': '$.n' },
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
        Next: 'Twice?',
      },
      'Twice?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.n', NumericLessThan: 2, Next: 'Task' }],
        Default: 'End',
      },
      End: { Type: 'Succeed' },
    }
    expect(await opened.run(statesOf(states), { n: 0 })).toMatchObject({
      status: 'succeeded',
      output: { n: 2 },
    })
    expect(seen).toEqual([0, 1, 0, 1])
  })

  it('gives each try an execution of its own, with the same input', async () => {
    const inputs: JsonObject[] = []
    const ended = await runTask(
      (input, call) => (inputs.push(input), after(2, failed)(input, call)),
      {},
      { a: 1 },
    )
    expect(inputs).toEqual([{ a: 1 }, { a: 1 }, { a: 1 }])
    expect(new Set((ended.transitionExecutions as Record<string, string[]>)['Task'])).toHaveProperty(
      'size',
      3,
    )
  })

  it('of a rejected input is only made where it is named', async () => {
    const rejects = after(1, unsuccessful('rejected', 'unreadable'))
    expect((await runTask(rejects, retry('States.ALL'))).status).toBe('rejected')
    expect((await runTask(rejects, retry('Transition.Rejected'))).status).toBe('succeeded')
  })

  it.each(['States.Runtime', 'States.ALL', 'States.ParameterPathFailure'])(
    'is never made for a fault of the definition, not by %s',
    async (name) => {
      const Retry = [{ ErrorEquals: [name], IntervalSeconds: 5, MaxAttempts: 1 }]
      const ended = await runTask(() => succeeded(), { Parameters: { 'a.$': '$.none' }, Retry })
      expect(ended).toMatchObject({ status: 'error', endTime: '2026-01-01T00:00:00.000Z' })
    },
  )

  it('of a large BackoffRate waits 99,999,999 s at most', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, BackoffRate: 1e300, MaxAttempts: 2 }]
    await using opened = await openWorkflows()
    const transition = await opened.transition(() => failed)
    const task = { Type: 'Task', Resource: transition, Retry, End: true }
    const execution = await opened.start(await opened.workflow(statesOf({ Task: task })))
    await opened.clock.advance(0)
    await opened.clock.advance(1000)
    await opened.clock.advance(0)
    const retried = (await opened.get(execution)).events?.filter(({ type }) => type === 'StateRetried') ?? []
    expect(retried.map(({ until }) => (Number(until) - START) / 1000)).toEqual([1, 1 + 99_999_999])
  })
})

describe('Catch', () => {
  it.each([
    ['its error for its output', undefined, { Error: 'States.TaskFailed', Cause: 'no luck' }],
    ['ResultPath', '$.why', { a: 1, why: { Error: 'States.TaskFailed', Cause: 'no luck' } }],
    ['ResultPath null', null, { a: 1 }],
  ])('with %s', async (_, path, caught) => {
    const Catch = [
      { ErrorEquals: ['States.TaskFailed'], Next: 'Caught', ...(path !== undefined && { ResultPath: path }) },
    ]
    const ended = await runTask(() => failed, { Retry: [], Catch }, { a: 1 })
    expect(ended).toMatchObject({ status: 'succeeded', output: { caught } })
  })

  it('comes after all tries', async () => {
    const ended = await runTask(() => failed, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] })
    expect(triesOf(ended)).toEqual([0, 2, 6])
    expect(ended.status).toBe('succeeded')
  })

  it('is the first that means the failure', async () => {
    const Catch = [
      { ErrorEquals: ['States.Timeout'], Next: 'Task' },
      { ErrorEquals: ['Transition.Rejected', 'Other'], Next: 'Caught' },
      { ErrorEquals: ['States.ALL'], Next: 'Task' },
    ]
    const ended = await runTask(() => unsuccessful('rejected', 'no'), { Catch })
    expect(ended.output).toEqual({ caught: { Error: 'Transition.Rejected', Cause: 'no' } })
  })

  it.each([
    ['States.Runtime', { InputPath: '$.none' }, 'States.ALL', 'error'],
    ['States.Runtime', { InputPath: '$.none' }, 'States.Runtime', 'error'],
    ['States.Runtime', { OutputPath: '$.no.such.place' }, 'States.Runtime', 'error'],
    ['States.Runtime', { Parameters: { 'a.$': '$.none' } }, 'States.ALL', 'error'],
    ['States.Runtime', { ResultPath: '$.text.x' }, 'States.TaskFailed', 'error'],
    [
      'States.Runtime',
      { ResultSelector: { 'a.$': 'States.MathAdd($.x, 1)' } },
      'States.IntrinsicFailure',
      'error',
    ],
    [
      'States.DataLimitExceeded',
      { Parameters: { 'a.$': 'States.Array($.long, $.long, $.long)' } },
      'States.ALL',
      'succeeded',
    ],
  ])('%s of the state itself: by %j, %s, it is %s', async (error, fields, name, status) => {
    const Catch = [{ ErrorEquals: [name], Next: 'Caught' }]
    const ended = await runTask(
      () => succeeded({ x: 'no number' }),
      { ...fields, Retry: [], Catch },
      { text: 't', long: 'x'.repeat(100_000) },
    )
    expect(ended.status).toBe(status)
    expect(JSON.stringify(ended.events)).toContain(error)
  })

  it('of States.ALL catches an output that is too large', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }]
    const ended = await runTask(() => succeeded({ long: 'x'.repeat(270_000) }), { Retry: [], Catch })
    expect(ended).toMatchObject({
      status: 'succeeded',
      output: { caught: { Error: 'States.DataLimitExceeded' } },
    })
  })

  it('whose ResultPath does not fit fails with that', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught', ResultPath: '$.text.x' }]
    const ended = await runTask(() => failed, { Retry: [], Catch }, { text: 't' })
    expect(endOf(ended)).toMatchObject({ status: 'error', error: 'States.Runtime' })
  })
})

test('an outcome that was given twice counts once', async () => {
  await using opened = await openWorkflows()
  const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
  const { executions } = opened.client.transitions
  const states = {
    One: { Type: 'Task', Resource: transitionId, Next: 'Two' },
    Two: { Type: 'Task', Resource: transitionId, End: true },
  }
  const execution = await opened.start(await opened.workflow(statesOf(states)))
  await opened.clock.advance(0)
  const { executionId } = await executions.create(transitionId)
  const given = await Promise.allSettled(
    [1, 2, 3].map((n) =>
      executions.update(transitionId, executionId, { status: 'succeeded', output: { n } }),
    ),
  )
  expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await opened.clock.advance(0)
  const winner = 1 + given.findIndex(({ status }) => status === 'fulfilled')
  expect((await executions.create(transitionId)).input).toEqual({ n: winner })
  await expect(executions.create(transitionId)).rejects.toMatchObject({ status: 404 })
  expect((await opened.get(execution)).status).toBe('running')
})
