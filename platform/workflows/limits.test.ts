import { describe, expect, it, test } from 'vitest'
import type { JsonObject } from '../../contract/index.ts'
import { endOf, openWorkflows, statesOf, story } from '../../test/support/workflows.ts'

const COUNT_UP = statesOf({
  Count: {
    Type: 'Pass',
    Parameters: { 'n.$': 'States.MathAdd($.n, 1)', 'most.$': '$.most' },
    Next: 'Enough?',
  },
  'Enough?': {
    Type: 'Choice',
    Choices: [{ Variable: '$.n', NumericLessThanPath: '$.most', Next: 'Count' }],
    Default: 'End',
  },
  End: { Type: 'Succeed' },
})

const each = (states: Record<string, JsonObject>, fields: JsonObject = {}): Record<string, JsonObject> => ({
  Each: {
    Type: 'Map',
    ItemsPath: '$.items',
    ...fields,
    ItemProcessor: statesOf(states),
    ResultSelector: { 'count.$': 'States.ArrayLength($)', 'last.$': '$[-1]' },
    End: true,
  },
})
const items = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('a history', () => {
  it('ends at its limit, and the execution with it', async () => {
    await using opened = await openWorkflows({ historyEvents: 100 })
    const ended = await opened.run(COUNT_UP, { n: 0, most: 1000 })
    expect(endOf(ended)).toMatchObject({
      status: 'error',
      error: 'States.Runtime',
      cause: 'its history would have more than 100 events',
    })
    expect(ended.events?.length).toBeGreaterThan(90)
    expect(ended.events?.length).toBeLessThanOrEqual(100)
  })

  it('that just fits is whole', async () => {
    await using opened = await openWorkflows({ historyEvents: 44 })
    const ended = await opened.run(COUNT_UP, { n: 0, most: 10 })
    expect(ended).toMatchObject({ status: 'succeeded', output: { n: 10 } })
    expect(ended.events).toHaveLength(44)
  })

  it('ends the execution also from a branch, whatever is caught around it', async () => {
    await using opened = await openWorkflows({ historyEvents: 60 })
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'After' }]
    const states = {
      Both: {
        Type: 'Parallel',
        Branches: [COUNT_UP, statesOf({ Rest: { Type: 'Wait', Seconds: 9, End: true } })],
        Catch,
        End: true,
      },
      After: { Type: 'Pass', End: true },
    }
    const ended = await opened.run(statesOf(states), { n: 0, most: 1000 })
    expect(endOf(ended)).toMatchObject({ status: 'error', cause: expect.stringContaining('60 events') })
    expect(ended.endTime).toBe(ended.startTime)
  })

  it('that a Map must exceed ends the execution before the first item', async () => {
    await using opened = await openWorkflows({ historyEvents: 100 })
    const ended = await opened.run(statesOf(each({ One: { Type: 'Pass', End: true } })), { items: items(60) })
    expect(story(ended)).toEqual(['ExecutionStarted', 'ExecutionEnded'])
  })
})

describe("a history's size", () => {
  const wide = 'x'.repeat(100_000)

  it('ends at its limit, and the execution with it', async () => {
    await using opened = await openWorkflows({ historyMegabytes: 2 })
    const loop = statesOf({
      Again: { Type: 'Pass', Next: 'More' },
      More: {
        Type: 'Choice',
        Choices: [{ Variable: '$.wide', IsNull: true, Next: 'End' }],
        Default: 'Again',
      },
      End: { Type: 'Succeed' },
    })
    const ended = await opened.run(loop, { wide })
    expect(endOf(ended)).toMatchObject({ status: 'error', cause: 'its history would have more than 2 MB' })
    const bytes = JSON.stringify(ended.events).length
    expect(bytes).toBeGreaterThan(1_500_000)
    expect(bytes).toBeLessThan(2_100_000)
  })

  it('counts the inputs of a Map that wait', async () => {
    await using opened = await openWorkflows({ historyMegabytes: 2 })
    const task = { Rest: { Type: 'Wait', Seconds: 9, End: true } }
    const fields = {
      MaxConcurrency: 1,
      ItemSelector: { 'wide.$': '$.wide' },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After' }],
    }
    const states = { ...each(task, fields), After: { Type: 'Pass', End: true } }
    const ended = await opened.run(statesOf(states), { items: items(1000), wide })
    expect(endOf(ended)).toMatchObject({
      status: 'error',
      error: 'States.Runtime',
      cause: 'its history would have more than 2 MB',
    })
    expect(JSON.stringify(ended.events).length).toBeLessThan(2_000_000)
  })

  it('that a Map and its events just fit into is whole', async () => {
    await using opened = await openWorkflows({ historyMegabytes: 2 })
    const ended = await opened.run(
      statesOf(
        each(
          { One: { Type: 'Pass', ResultPath: null, OutputPath: '$.n', End: true } },
          { ItemSelector: { 'n.$': '$$.Map.Item.Value', 'wide.$': '$.wide' } },
        ),
      ),
      { items: items(5), wide },
    )
    expect(ended).toMatchObject({ status: 'succeeded', output: { count: 5 } })
  })
})

describe('the events of an answer', () => {
  it('are the newest within 6 MB, after an entry that says how many are left out', async () => {
    await using opened = await openWorkflows()
    const loop = statesOf({
      Count: {
        Type: 'Pass',
        Parameters: { 'n.$': 'States.MathAdd($.n, 1)', 'pad.$': '$.pad' },
        Next: 'Enough?',
      },
      'Enough?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.n', NumericLessThan: 30, Next: 'Count' }],
        Default: 'End',
      },
      End: { Type: 'Succeed', OutputPath: '$.n' },
    })
    const ended = await opened.run(loop, { n: 0, pad: 'x'.repeat(100_000) })
    const { events = [], logId } = ended
    const [first, ...shown] = events
    const all = 2 * 61 + 2
    expect(first).toMatchObject({ type: 'EventsOmitted', count: all - shown.length })
    expect(first?.message).toContain(`${all - shown.length} earlier events are left out`)
    expect(shown.at(-1)).toMatchObject({ type: 'ExecutionEnded', status: 'succeeded' })
    const bytes = JSON.stringify(shown).length
    expect(bytes).toBeLessThanOrEqual(6_100_000)
    expect(bytes).toBeGreaterThan(5_800_000)
    expect((await opened.client.logs.get(String(logId))).events).toEqual(events)
  })

  it('are all of them where they are few', async () => {
    await using opened = await openWorkflows()
    const ended = await opened.run(statesOf({ End: { Type: 'Succeed' } }))
    expect(story(ended)).toEqual([
      'ExecutionStarted',
      'StateEntered End',
      'StateExited End',
      'ExecutionEnded',
    ])
  })
})

describe('a Map of more items than one commit adds', () => {
  it('runs them all, and keeps their order', async () => {
    await using opened = await openWorkflows()
    const doubled = { One: { Type: 'Pass', Parameters: { 'n.$': '$' }, End: true } }
    const ended = await opened.run(statesOf(each(doubled)), { items: items(1050) })
    expect(ended).toMatchObject({ status: 'succeeded', output: { count: 1050, last: { n: 1049 } } })
  })

  it('runs as many at once as it may, also those that are added later', async () => {
    await using opened = await openWorkflows()
    const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
    const { executions } = opened.client.transitions
    const task = { Ask: { Type: 'Task', Resource: transitionId, Parameters: {}, End: true } }
    const workflowId = await opened.workflow(statesOf(each(task, { MaxConcurrency: 3 })))
    await opened.start(workflowId, { items: items(250) })
    await opened.clock.advance(0)
    for (let done = 0; done < 210; done += 1) {
      const { executionId } = await executions.create(transitionId)
      await executions.update(transitionId, executionId, { status: 'succeeded', output: {} })
      await opened.clock.advance(0)
    }
    const running = await executions.list(transitionId, { status: ['running'] })
    expect(running.executions).toHaveLength(3)
  })

  it('leaves nothing behind when one fails, or when it is stopped', async () => {
    await using opened = await openWorkflows()
    const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
    const states = {
      Which: {
        Type: 'Choice',
        Choices: [{ Variable: '$', NumericEquals: 700, Next: 'Fail' }],
        Default: 'Ask',
      },
      Fail: { Type: 'Fail', Error: 'Chosen' },
      Ask: { Type: 'Task', Resource: transitionId, Parameters: {}, End: true },
    }
    const failing = await opened.run(statesOf(each(states)), { items: items(1000) })
    expect(endOf(failing)).toMatchObject({ status: 'failed', error: 'Chosen' })
    await opened.clock.advance(1000)
    const workflowId = await opened.workflow(statesOf(each({ Ask: states.Ask })))
    const stopped = await opened.start(workflowId, { items: items(1000) })
    await opened.clock.advance(1000)
    await opened.client.workflows.executions.delete(workflowId, stopped.executionId)
    await opened.clock.advance(1000)
    const { executions } = opened.client.transitions
    await expect(executions.create(transitionId)).rejects.toMatchObject({ status: 404 })
    const running = await executions.list(transitionId, { status: ['running'] })
    expect(running.executions).toEqual([])
  })
})

test('what a state throws, whatever it is, ends its execution as error', async () => {
  await using opened = await openWorkflows()
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const nested = 'States.ArrayContains(States.Array(States.StringToJson($.t)), States.StringToJson($.t))'
  const ended = await opened.run(
    statesOf({ Deep: { Type: 'Pass', Parameters: { 'a.$': nested }, End: true } }),
    { t: deep },
  )
  expect(endOf(ended)).toMatchObject({
    status: 'error',
    error: 'States.Runtime',
    cause: expect.stringContaining('Maximum call stack size exceeded'),
  })
})
