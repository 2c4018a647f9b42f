import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../contract/index.ts'
import { endOf, openWorkflows, runTask, statesOf, succeeded } from '../../test/support/workflows.ts'

const FAULTS: [string, Record<string, JsonObject>][] = [
  ['a path that leads nowhere', { Build: { Type: 'Pass', Parameters: { 'a.$': '$.b.c' }, End: true } }],
  [
    'a function that fails',
    { Sum: { Type: 'Pass', Parameters: { 'v.$': 'States.MathAdd(1, $.s)' }, End: true } },
  ],
  [
    'a Choice without a rule that applies',
    {
      Which: { Type: 'Choice', Choices: [{ Variable: '$.s', StringEquals: 'y', Next: 'Done' }] },
      Done: { Type: 'Succeed' },
    },
  ],
  ['a ResultPath that does not fit', { Put: { Type: 'Pass', ResultPath: '$.s.x', End: true } }],
]

const AROUND: [string, (group: JsonObject) => JsonObject][] = [
  ['a Parallel', (group) => ({ Type: 'Parallel', Branches: [group] })],
  ['a Map', (group) => ({ Type: 'Map', ItemsPath: '$.items', ItemProcessor: group })],
]

describe.each(FAULTS)('%s', (_, states) => {
  it.each(AROUND)('ends the execution, whatever %s around it catches', async (_, around) => {
    await using opened = await openWorkflows()
    const handled = {
      ...around(statesOf(states)),
      Retry: [{ ErrorEquals: ['States.ALL'] }],
      Catch: [
        { ErrorEquals: ['States.Runtime', 'States.BranchFailed'], Next: 'Handler' },
        { ErrorEquals: ['States.ALL'], Next: 'Handler' },
      ],
      End: true,
    }
    const definition = statesOf({ Guard: handled, Handler: { Type: 'Pass', End: true } })
    const ended = await opened.run(definition, { s: 'x', items: [{ s: 'x' }] })
    expect(endOf(ended)).toMatchObject({ status: 'error', error: 'States.Runtime' })
    expect(ended.endTime).toBe(ended.startTime)
  })
})

const map = (fields: JsonObject) => ({
  Each: {
    Type: 'Map',
    ItemsPath: '$.items',
    ...fields,
    ItemProcessor: statesOf({ One: { Type: 'Pass', End: true } }),
    End: true,
  },
})

describe('a number by its path', () => {
  it.each([
    ['MaxConcurrencyPath', 1.5],
    ['MaxConcurrencyPath', -1],
    ['MaxConcurrencyPath', 1e300],
    ['ToleratedFailureCountPath', 0.5],
    ['ToleratedFailurePercentagePath', 101],
    ['ToleratedFailurePercentagePath', '5'],
  ])('%s of a Map must not lead to %j', async (field, n) => {
    await using opened = await openWorkflows()
    const ended = await opened.run(statesOf(map({ [field]: '$.n' })), { items: [1], n })
    expect(endOf(ended)).toMatchObject({
      status: 'error',
      error: 'States.Runtime',
      cause: expect.stringContaining(`its ${field} leads to ${JSON.stringify(n)}`),
    })
  })

  it.each([
    ['TimeoutSecondsPath', 1.33333],
    ['TimeoutSecondsPath', 1e300],
    ['TimeoutSecondsPath', 0],
    ['HeartbeatSecondsPath', 0.5],
    ['HeartbeatSecondsPath', 1e13],
  ])('%s of a Task must not lead to %d', async (field, n) => {
    const ended = await runTask(() => succeeded(), { [field]: '$.n', Retry: [] }, { n })
    expect(endOf(ended)).toMatchObject({ status: 'error', error: 'States.Runtime' })
  })

  it('is read from what InputPath leaves, as all paths of a state', async () => {
    const fields = { InputPath: '$.job', TimeoutSecondsPath: '$.t', HeartbeatSecondsPath: '$.h' }
    const ended = await runTask(() => succeeded({ done: true }), fields, { job: { t: 5, h: 2 } })
    expect(ended).toMatchObject({ status: 'succeeded', output: { done: true } })
  })

  it('of heartbeats must be less than that of the time-out', async () => {
    const fields = { TimeoutSecondsPath: '$.n', HeartbeatSecondsPath: '$.n' }
    const ended = await runTask(() => succeeded(), fields, { n: 5 })
    expect(endOf(ended)).toMatchObject({ status: 'error', error: 'States.Runtime' })
  })
})
