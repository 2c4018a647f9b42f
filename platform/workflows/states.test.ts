import { describe, expect, it, test } from 'vitest'
import type { JsonObject } from '../../contract/index.ts'
import { openWorkflows, statesOf, succeeded } from '../../test/support/workflows.ts'

/** Runs a definition that has no transitions. */
async function run(states: Record<string, JsonObject>, input: JsonObject = {}) {
  await using opened = await openWorkflows()
  const ended = await opened.run(statesOf(states), input)
  const end = ended.events?.findLast(({ type }) => type === 'ExecutionEnded')
  return { ...ended, error: end?.['error'], cause: end?.['cause'] }
}

/** A Pass that ends, with these fields; what it does with this input. */
const pass = async (fields: JsonObject, input: JsonObject) =>
  (await run({ Pass: { Type: 'Pass', ...fields, End: true } }, input)).output

const INPUT = { a: 1, list: [{ n: 1 }, { n: 2 }], text: 'x' }

const DEEP = { 'a.$': `States.StringToJson('${'['.repeat(600)}${']'.repeat(600)}')` }

const choice = (
  more: JsonObject,
  rules: JsonObject[] = [{ Variable: '$.a', NumericEquals: 1, Next: 'One' }],
) => ({
  Choice: { Type: 'Choice', Choices: rules, ...more },
  One: { Type: 'Pass', Result: { to: 'One' }, End: true },
  Two: { Type: 'Pass', Result: { to: 'Two' }, End: true },
})
const two = { Default: 'Two' }

describe('a Pass', () => {
  it.each([
    ['nothing: its input', {}, INPUT],
    ['Result', { Result: { r: 1 } }, { r: 1 }],
    ['Result null', { Result: null, ResultPath: '$.r' }, { ...INPUT, r: null }],
    ['Result and ResultPath', { Result: 5, ResultPath: '$.r' }, { ...INPUT, r: 5 }],
    ['ResultPath null', { Result: 5, ResultPath: null }, INPUT],
    ['InputPath', { InputPath: '$.list[1]' }, { n: 2 }],
    ['InputPath null', { InputPath: null }, {}],
    ['OutputPath', { OutputPath: '$.list[0]' }, { n: 1 }],
    ['OutputPath null', { OutputPath: null }, {}],
    [
      'Parameters',
      { Parameters: { 'n.$': '$.list[*].n', s: { 't.$': '$.text' }, u: [1] } },
      { n: [1, 2], s: { t: 'x' }, u: [1] },
    ],
    [
      'Parameters with intrinsic functions',
      { Parameters: { 'n.$': 'States.ArrayLength($.list)' } },
      { n: 2 },
    ],
    [
      'the raw input under ResultPath',
      { InputPath: '$.list[0]', ResultPath: '$.r' },
      { ...INPUT, r: { n: 1 } },
    ],
    [
      'all in their order',
      { InputPath: '$.list[1]', Parameters: { 'm.$': '$.n' }, ResultPath: '$.r', OutputPath: '$.r' },
      { m: 2 },
    ],
    [
      'the context object',
      { Parameters: { 's.$': '$$.State.Name', 'a.$': '$$.Execution.Input.a' } },
      { s: 'Pass', a: 1 },
    ],
    [
      'the name of an unnamed workflow: its id',
      { Parameters: { 's.$': "States.Format('{}', $$.StateMachine.Name)" } },
      { s: expect.stringMatching(/^las:workflow:/u) },
    ],
    ['the context object as its input', { InputPath: '$$.Execution.Input.list[0]' }, { n: 1 }],
    ['QueryLanguage and Comment', { QueryLanguage: 'JSONPath', Comment: 'words' }, INPUT],
  ])('with %s', async (_, fields, expected) => {
    expect(await pass(fields, INPUT)).toEqual(expected)
  })
})

describe('a Choice', () => {
  it('goes where its first rule that applies says, else to its Default', async () => {
    const rules = [
      { Variable: '$.a', NumericGreaterThan: 5, Next: 'Two' },
      { Variable: '$.a', NumericGreaterThan: 0, Next: 'One' },
      { Variable: '$.a', NumericGreaterThan: -5, Next: 'Two' },
    ]
    expect((await run(choice(two, rules), { a: 9 })).output).toEqual({ to: 'Two' })
    expect((await run(choice(two, rules), { a: 1 })).output).toEqual({ to: 'One' })
    expect((await run(choice(two, rules), { a: -9 })).output).toEqual({ to: 'Two' })
  })

  it('ends the execution by a rule that says so', async () => {
    const end = { Variable: '$.a', NumericEquals: 1, End: true }
    const more = { Variable: '$.a', NumericEquals: 2, Next: 'One' }
    expect(await run(choice(two, [end, more]), { a: 1 })).toMatchObject({
      status: 'succeeded',
      output: { a: 1 },
    })
  })

  it('ends a branch by a rule that says so, and no more than the branch', async () => {
    const rule = { Variable: '$.a', NumericEquals: 1, End: true }
    const branch = statesOf({ Inner: { Type: 'Choice', Choices: [rule] } })
    const states = {
      Both: { Type: 'Parallel', Branches: [branch], Next: 'After' },
      After: { Type: 'Pass', Parameters: { 'got.$': '$' }, End: true },
    }
    expect((await run(states, { a: 1 })).output).toEqual({ got: [{ a: 1 }] })
  })

  it('looks at its InputPath, and passes on its OutputPath', async () => {
    const states = {
      Choice: {
        Type: 'Choice',
        InputPath: '$.in',
        OutputPath: '$.b',
        Choices: [{ Variable: '$.a', NumericEquals: 1, Next: 'Out' }],
      },
      Out: { Type: 'Succeed' },
    }
    expect((await run(states, { in: { a: 1, b: { c: 1 } } })).output).toEqual({ c: 1 })
  })

  it('fails with States.Runtime if nothing applies', async () => {
    const { Two: _, ...states } = choice({})
    expect(await run(states, { a: 2 })).toMatchObject({ status: 'error', error: 'States.Runtime' })
  })

  it('fails with States.Runtime if its variable is not there', async () => {
    expect(await run(choice(two), {})).toMatchObject({ status: 'error', error: 'States.Runtime' })
  })
})

describe('a Wait', () => {
  const START = Date.parse('2026-01-01T00:00:00Z')
  it.each([
    ['Seconds', { Seconds: 30 }, {}, 30],
    ['Seconds 0', { Seconds: 0 }, {}, 0],
    ['SecondsPath', { SecondsPath: '$.s' }, { s: 7 }, 7],
    ['Timestamp', { Timestamp: '2026-01-01T00:01:00Z' }, {}, 60],
    ['Timestamp that is over', { Timestamp: '2025-01-01T00:00:00Z' }, {}, 0],
    ['TimestampPath', { TimestampPath: '$.t' }, { t: '2026-01-01T01:00:20+01:00' }, 20],
    ['a path of the context object', { TimestampPath: '$$.Execution.StartTime' }, {}, 0],
  ])('by %s', async (_, fields, input, seconds) => {
    const { output, endTime } = await run({ Wait: { Type: 'Wait', ...fields, End: true } }, input)
    expect(output).toEqual(input)
    expect(Date.parse(endTime ?? '') - START).toBe(seconds * 1000)
  })

  it.each([
    [{ SecondsPath: '$.s' }, { s: 'soon' }],
    [{ SecondsPath: '$.s' }, { s: -1 }],
    [{ SecondsPath: '$.s' }, {}],
    [{ SecondsPath: '$.s' }, { s: 1.5 }],
    [{ SecondsPath: '$.s' }, { s: 1e13 }],
    [{ SecondsPath: '$.s' }, { s: 1e300 }],
    [{ TimestampPath: '$.s' }, { s: '2026-02-30T00:00:00Z' }],
    [{ TimestampPath: '$.s' }, { s: '2095-01-01T00:00:00Z' }],
    [{ Timestamp: '9999-01-01T00:00:00Z' }, {}],
    [{ TimestampPath: '$.s' }, { s: 'tomorrow' }],
    [{ TimestampPath: '$.s' }, { s: 5 }],
  ])('fails with States.Runtime: %j of %j', async (fields, input) => {
    const states = { Wait: { Type: 'Wait', ...fields, End: true } }
    expect(await run(states, input)).toMatchObject({ status: 'error', error: 'States.Runtime' })
  })

  it('has an InputPath and an OutputPath', async () => {
    const states = { Wait: { Type: 'Wait', Seconds: 1, InputPath: '$.a', OutputPath: '$.b', End: true } }
    expect((await run(states, { a: { b: { c: 1 } } })).output).toEqual({ c: 1 })
  })
})

describe('Succeed and Fail', () => {
  it('Succeed ends the execution, with its InputPath and OutputPath', async () => {
    const states = { Done: { Type: 'Succeed', InputPath: '$.a', OutputPath: '$.b' } }
    expect(await run(states, { a: { b: { c: 1 } } })).toMatchObject({ status: 'succeeded', output: { c: 1 } })
  })

  it.each([
    [{ Error: 'E', Cause: 'C' }, 'E', 'C'],
    [{}, undefined, undefined],
    [{ Cause: 'C' }, undefined, 'C'],
    [{ ErrorPath: '$.e', CausePath: '$.c' }, 'from input', 'why'],
    [{ ErrorPath: '$$.State.Name', CausePath: "States.Format('{}!', $.c)" }, 'Stop', 'why!'],
  ])('Fail with %j', async (fields, error, cause) => {
    const ended = await run({ Stop: { Type: 'Fail', ...fields } }, { e: 'from input', c: 'why' })
    expect(ended).toMatchObject({ status: 'failed', output: {}, error, cause })
  })

  it('Fail whose path leads nowhere names the field', async () => {
    const states = { Stop: { Type: 'Fail', Error: 'E', CausePath: '$.why' } }
    expect(await run(states, {})).toMatchObject({
      error: 'States.Runtime',
      cause: 'the path $.why of CausePath leads nowhere in {}',
    })
  })

  it('Fail without Error and Cause gives a Catch an error output without them', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'After' }]
    const states = {
      Both: { Type: 'Parallel', Branches: [statesOf({ Stop: { Type: 'Fail' } })], Catch, End: true },
      After: { Type: 'Pass', Parameters: { 'caught.$': '$' }, End: true },
    }
    expect((await run(states)).output).toEqual({ caught: {} })
  })

  it('Fail whose paths give no strings', async () => {
    const states = { Stop: { Type: 'Fail', ErrorPath: '$.e' } }
    expect(await run(states, { e: 5 })).toMatchObject({ status: 'error', error: 'States.Runtime' })
  })
})

describe('what a definition asks for and can not be', () => {
  it.each([
    ['InputPath', 'States.Runtime', { InputPath: '$.none' }],
    ['OutputPath', 'States.Runtime', { OutputPath: '$.none' }],
    ['Parameters', 'States.Runtime', { Parameters: { 'a.$': '$.none' } }],
    ['an intrinsic function', 'States.Runtime', { Parameters: { 'a.$': 'States.MathAdd($.text, 1)' } }],
    ['ResultPath', 'States.Runtime', { ResultPath: '$.text.deeper' }],
    ['a result of more than 256 KiB', 'States.DataLimitExceeded', { Result: 'x'.repeat(262_143) }],
    ['a result of more bytes than that', 'States.DataLimitExceeded', { Result: '€'.repeat(100_000) }],
    ['a result of many levels', 'States.DataLimitExceeded', { Parameters: DEEP }],
  ])('%s fails with %s', async (_, error, fields) => {
    const ended = await run({ Pass: { Type: 'Pass', ...fields, End: true } }, INPUT)
    expect(ended).toMatchObject({ status: 'error', error, output: {} })
  })
})

describe('a Task', () => {
  it('gives its transition what Parameters make, and passes on what ResultSelector makes of the result', async () => {
    await using opened = await openWorkflows()
    const inputs: JsonObject[] = []
    const transition = await opened.transition((input) => {
      inputs.push(input)
      return succeeded({ total: 5, rest: 'x' })
    })
    const task = {
      Type: 'Task',
      Resource: transition,
      InputPath: '$.in',
      Parameters: { 'n.$': '$.n', 'id.$': '$$.Execution.Id' },
      ResultSelector: { 'sum.$': '$.total' },
      ResultPath: '$.out',
      OutputPath: '$',
      End: true,
    }
    const ended = await opened.run(statesOf({ Task: task }), { in: { n: 1 } })
    expect(inputs).toEqual([{ n: 1, id: ended.executionId }])
    expect(ended.output).toEqual({ in: { n: 1 }, out: { sum: 5 } })
  })

  it('without an output has an empty object for its result', async () => {
    await using opened = await openWorkflows()
    const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
    const workflowId = await opened.workflow(
      statesOf({ Ask: { Type: 'Task', Resource: transitionId, End: true } }),
    )
    const execution = await opened.start(workflowId, { a: 1 })
    await opened.clock.advance(0)
    const { executions } = opened.client.transitions
    const { executionId, input } = await executions.create(transitionId)
    expect(input).toEqual({ a: 1 })
    await executions.update(transitionId, executionId, { status: 'succeeded' })
    expect(await opened.ended(execution)).toMatchObject({ status: 'succeeded', output: {} })
  })

  it('whose input is no object fails with States.Runtime, and starts nothing', async () => {
    await using opened = await openWorkflows()
    const transition = await opened.transition(() => succeeded())
    const ended = await opened.run(
      statesOf({ Task: { Type: 'Task', Resource: transition, InputPath: '$.list', End: true } }),
      { list: [1] },
    )
    expect(ended).toMatchObject({ status: 'error', transitionExecutions: {} })
  })

  it('of las:transition:commons-failed ends the execution as failed', async () => {
    const task = { Type: 'Task', Resource: 'las:transition:commons-failed', End: true }
    expect(await run({ Task: task })).toMatchObject({ status: 'failed', transitionExecutions: {} })
  })

  it('lets its logs be found by the workflow and its execution', async () => {
    await using opened = await openWorkflows()
    const transition = await opened.transition(() => succeeded())
    const ended = await opened.run(statesOf({ Task: { Type: 'Task', Resource: transition, End: true } }))
    const { workflowId, executionId: workflowExecutionId, transitionExecutions } = ended
    const [transitionExecutionId] = (transitionExecutions as Record<string, string[]>)['Task'] ?? []
    const { logs } = await opened.client.logs.list({ workflowExecutionId })
    expect(logs).toContainEqual(
      expect.objectContaining({
        transitionId: transition,
        transitionExecutionId,
        workflowId,
        workflowExecutionId,
      }),
    )
    expect((await opened.client.logs.list({ workflowId })).logs).toHaveLength(2)
  })
})

test('a loop of a thousand rounds comes to its end', async () => {
  await using opened = await openWorkflows()
  const states = {
    Count: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'Enough?' },
    'Enough?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.n', NumericLessThan: 1000, Next: 'Count' }],
      Default: 'End',
    },
    End: { Type: 'Succeed' },
  }
  expect((await opened.run(statesOf(states), { n: 0 })).output).toEqual({ n: 1000 })
})
