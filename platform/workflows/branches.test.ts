import { describe, expect, it } from 'vitest'
import type { JsonObject, WorkflowExecution } from '../../contract/index.ts'
import { openWorkflows, statesOf, succeeded, unsuccessful, type Act } from '../../test/support/workflows.ts'

const endOf = ({ events = [] }: WorkflowExecution) =>
  events.findLast(({ type }) => type === 'ExecutionEnded') ?? {}
const pass = (fields: JsonObject = {}) => ({ Type: 'Pass', ...fields, End: true })
const ALL = ['States.ALL']

/** Runs one state; what it catches goes to `Caught`. `task` in its text stands for a Task done by this. */
async function run(state: JsonObject, input: JsonObject = {}, act: Act = () => succeeded()) {
  await using opened = await openWorkflows()
  const task = { Type: 'Task', Resource: await opened.transition(act), Retry: [], End: true }
  const text = JSON.stringify({ ...state, ...('Next' in state ? {} : { End: true }) })
  const filled = JSON.parse(text.replaceAll('"task"', JSON.stringify(task))) as JsonObject
  const caught = { Caught: pass({ Parameters: { 'caught.$': '$' } }) }
  return await opened.run(statesOf({ State: filled, ...('Catch' in state && caught) }), input)
}

const third: Act = (_, call) => (call < 3 ? unsuccessful('failed', 'no') : succeeded({ call }))

const each = (state: JsonObject) => ({ ItemProcessor: statesOf({ Each: state }) })

const items = (count: number) => ({ items: Array.from({ length: count }, (_, n) => ({ n })) })

const odd: Act = ({ n }) =>
  Number(n) % 2 === 1 ? unsuccessful('failed', `${String(n)} is odd`) : succeeded({ n })

const fault = (n: number) => ({ Error: 'States.TaskFailed', Cause: `${n} is odd` })

describe('a Parallel', () => {
  it('gives each branch its effective input, and an array of what they give, in their order', async () => {
    const Branches = [
      statesOf({
        Slow: { Type: 'Wait', Seconds: 50, Next: 'One' },
        One: pass({ Parameters: { 'one.$': '$.n' } }),
      }),
      statesOf({ Two: pass({ Parameters: { 'two.$': '$.n' } }) }),
    ]
    const ended = await run(
      { Type: 'Parallel', Branches, InputPath: '$.in', Parameters: { 'n.$': '$.m' } },
      { in: { m: 5 } },
    )
    expect(ended.output).toEqual({ output: [{ one: 5 }, { two: 5 }] })
    expect(ended.endTime).toBe('2026-01-01T00:00:50.000Z')
  })

  it('has a ResultSelector, a ResultPath and an OutputPath', async () => {
    const Branches = [statesOf({ A: pass() }), statesOf({ B: pass() })]
    const paths = { ResultSelector: { 'second.$': '$[1].n' }, ResultPath: '$.r', OutputPath: '$.r' }
    expect((await run({ Type: 'Parallel', Branches, ...paths }, { n: 7 })).output).toEqual({ second: 7 })
  })

  it('fails as a whole when one branch does, and stops the others', async () => {
    const Branches = [
      statesOf({ Hang: { Type: 'Wait', Seconds: 999, End: true } }),
      statesOf({ Fine: pass() }),
      statesOf({ Bad: { Type: 'Fail', Error: 'Custom', Cause: 'so' } }),
    ]
    const ended = await run({ Type: 'Parallel', Branches })
    expect(endOf(ended)).toMatchObject({ status: 'failed', error: 'Custom', cause: 'so' })
    expect(ended.endTime).toBe('2026-01-01T00:00:00.000Z')
  })

  it('stops the containers of the other branches', async () => {
    const Branches = [
      statesOf({ Hang: 'task' as never }),
      statesOf({ Bad: { Type: 'Fail', Error: 'Custom' } }),
    ]
    const ended = await run({ Type: 'Parallel', Branches }, {}, () => 'hang')
    expect(endOf(ended)).toMatchObject({ error: 'Custom' })
  })

  it.each([['Custom'], ['States.BranchFailed'], ['States.ALL'], ['States.TaskFailed']])(
    '%s catches a branch that failed',
    async (name) => {
      const Branches = [statesOf({ Bad: { Type: 'Fail', Error: 'Custom', Cause: 'so' } })]
      const ended = await run({
        Type: 'Parallel',
        Branches,
        Catch: [{ ErrorEquals: [name], Next: 'Caught' }],
      })
      expect(ended).toMatchObject({
        status: 'succeeded',
        output: { caught: { Error: 'Custom', Cause: 'so' } },
      })
    },
  )

  it('is tried again as a whole', async () => {
    const Branches = [statesOf({ One: 'task' as never }), statesOf({ Two: pass({ Result: 2 }) })]
    const Retry = [{ ErrorEquals: ['States.BranchFailed'], IntervalSeconds: 10 }]
    const ended = await run({ Type: 'Parallel', Branches, Retry }, {}, third)
    expect(ended).toMatchObject({ status: 'succeeded', output: { output: [{ call: 3 }, 2] } })
    expect(ended.endTime).toBe('2026-01-01T00:00:30.000Z')
  })

  it('is rejected with the branch that is', async () => {
    const ended = await run({ Type: 'Parallel', Branches: [statesOf({ One: 'task' as never })] }, {}, () =>
      unsuccessful('rejected', 'no'),
    )
    expect(ended.status).toBe('rejected')
  })

  it('may hold others, to whatever depth', async () => {
    const inner = { Type: 'Parallel', Branches: [statesOf({ Deep: pass({ Result: 1 }) })], End: true }
    const ended = await run({
      Type: 'Parallel',
      Branches: [statesOf({ Inner: inner }), statesOf({ Flat: pass({ Result: 2 }) })],
    })
    expect(ended.output).toEqual({ output: [[1], 2] })
    expect(ended.events?.map(({ branch }) => branch)).toContain('State[0]/Inner[0]')
  })
})

describe('a Map', () => {
  it.each([
    ['its input, if that is an array', { InputPath: '$.items' }],
    ['its ItemsPath', { ItemsPath: '$.items' }],
  ])('goes over %s', async (_, fields) => {
    const ended = await run({ Type: 'Map', ...fields, ...each(pass()) }, items(3))
    expect(ended.output).toEqual({ output: [{ n: 0 }, { n: 1 }, { n: 2 }] })
  })

  it.each(['ItemSelector', 'Parameters'])('makes the inputs by its %s', async (field) => {
    const selector = { 'value.$': '$$.Map.Item.Value.n', 'index.$': '$$.Map.Item.Index', 'all.$': '$.name' }
    const ended = await run(
      { Type: 'Map', ItemsPath: '$.items', [field]: selector, ...each(pass()) },
      { ...items(2), name: 'x' },
    )
    expect(ended.output).toEqual({
      output: [
        { value: 0, index: 0, all: 'x' },
        { value: 1, index: 1, all: 'x' },
      ],
    })
  })

  it('takes an Iterator, too, which ItemProcessor was called before', async () => {
    const ended = await run(
      { Type: 'Map', InputPath: '$.items', Iterator: statesOf({ Each: pass() }) },
      items(1),
    )
    expect(ended.output).toEqual({ output: [{ n: 0 }] })
  })

  it('of nothing gives nothing', async () => {
    expect((await run({ Type: 'Map', InputPath: '$.items', ...each(pass()) }, items(0))).output).toEqual({
      output: [],
    })
  })

  it('of what is no array fails with States.Runtime', async () => {
    const ended = await run({ Type: 'Map', ...each(pass()) }, { a: 1 })
    expect(endOf(ended)).toMatchObject({ status: 'error', error: 'States.Runtime' })
  })

  it.each([
    ['MaxConcurrency 0: all at once', { MaxConcurrency: 0 }, 10],
    ['MaxConcurrency 1: one after the other', { MaxConcurrency: 1 }, 70],
    ['MaxConcurrency 3', { MaxConcurrency: 3 }, 30],
    ['MaxConcurrencyPath', { MaxConcurrencyPath: '$.most' }, 40],
  ])('with %s', async (_, fields, seconds) => {
    const input = { ...items(7), most: 2 }
    const ended = await run(
      { Type: 'Map', ItemsPath: '$.items', ...fields, ...each({ Type: 'Wait', Seconds: 10, End: true }) },
      input,
    )
    expect(Date.parse(ended.endTime ?? '')).toBe(Date.parse('2026-01-01T00:00:00Z') + seconds * 1000)
    expect(ended.output).toEqual({ output: input.items })
  })

  it('keeps the order of its items, whichever ends first', async () => {
    const ended = await run(
      { Type: 'Map', ItemsPath: '$.items', ...each({ Type: 'Wait', SecondsPath: '$.n', End: true }) },
      {
        items: [{ n: 3 }, { n: 0 }, { n: 1 }],
      },
    )
    expect(ended.output).toEqual({ output: [{ n: 3 }, { n: 0 }, { n: 1 }] })
  })

  const EXCEEDED = 'States.ExceedToleratedFailureThreshold'
  it.each([
    ['none', {}, 'failed', 'States.TaskFailed'],
    ['ToleratedFailureCount 0', { ToleratedFailureCount: 0 }, 'failed', EXCEEDED],
    ['ToleratedFailureCount 1', { ToleratedFailureCount: 1 }, 'failed', EXCEEDED],
    ['ToleratedFailureCount 2', { ToleratedFailureCount: 2 }, 'succeeded', undefined],
    ['ToleratedFailureCountPath', { ToleratedFailureCountPath: '$.two' }, 'succeeded', undefined],
    ['ToleratedFailurePercentage 39', { ToleratedFailurePercentage: 39 }, 'failed', EXCEEDED],
    ['ToleratedFailurePercentage 40', { ToleratedFailurePercentage: 40 }, 'succeeded', undefined],
    ['ToleratedFailurePercentagePath', { ToleratedFailurePercentagePath: '$.two' }, 'failed', EXCEEDED],
    [
      'both, of which one is exceeded',
      { ToleratedFailureCount: 5, ToleratedFailurePercentage: 10 },
      'failed',
      EXCEEDED,
    ],
  ])('of whose five items two fail, tolerating %s', async (_, fields, status, error) => {
    const ended = await run(
      { Type: 'Map', ItemsPath: '$.items', ...fields, ...each('task' as never) },
      { ...items(5), two: 2 },
      odd,
    )
    expect(ended.status).toBe(status)
    expect(endOf(ended)['error']).toBe(error)
    const results = [{ n: 0 }, fault(1), { n: 2 }, fault(3), { n: 4 }]
    expect(ended.output).toEqual(status === 'succeeded' ? { output: results } : {})
  })

  it('fails, is tried again, and starts nothing more of what was stopped', async () => {
    const calls: unknown[] = []
    const act: Act = ({ n }, call) => {
      calls.push(n)
      return call === 1 ? unsuccessful('failed', 'once') : succeeded({ n })
    }
    const Retry = [{ ErrorEquals: ALL, MaxAttempts: 1 }]
    const ended = await run(
      { Type: 'Map', ItemsPath: '$.items', MaxConcurrency: 1, Retry, ...each('task' as never) },
      items(3),
      act,
    )
    expect(ended).toMatchObject({ status: 'succeeded', output: { output: [{ n: 0 }, { n: 1 }, { n: 2 }] } })
    expect(calls).toEqual([0, 0, 1, 2])
  })

  it('in a Map, and a Parallel in that, is the same thing deeper', async () => {
    const innermost = {
      Type: 'Parallel',
      Branches: [statesOf({ Leaf: pass() }), statesOf({ Other: pass({ Result: 'x' }) })],
      End: true,
    }
    const inner = { Type: 'Map', ItemProcessor: statesOf({ Innermost: innermost }), End: true }
    const ended = await run({ Type: 'Map', InputPath: '$.rows', ...each(inner) }, { rows: [[1, 2], [3]] })
    expect(ended.output).toEqual({
      output: [
        [
          [1, 'x'],
          [2, 'x'],
        ],
        [[3, 'x']],
      ],
    })
  })

  it('of a thousand items is done', async () => {
    const ended = await run({ Type: 'Map', InputPath: '$.items', ...each(pass()) }, items(1000))
    expect(ended.output['output']).toHaveLength(1000)
  })
})
