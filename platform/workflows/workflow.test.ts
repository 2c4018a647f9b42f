import { expect, test } from 'vitest'
import { openWorkflows, statesOf, story, succeeded, unsuccessful } from '../../test/support/workflows.ts'

test('an execution goes from state to state, each with the output of the one before', async () => {
  await using opened = await openWorkflows()
  const double = await opened.transition(({ n }) => succeeded({ n: Number(n) * 2 }))
  const ended = await opened.run(
    statesOf({
      Double: { Type: 'Task', Resource: double, Next: 'Small?' },
      'Small?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.n', NumericLessThan: 50, Next: 'Rest' }],
        Default: 'Done',
      },
      Rest: { Type: 'Wait', Seconds: 10, Next: 'Again' },
      Again: { Type: 'Pass', Next: 'Double' },
      Done: { Type: 'Succeed' },
    }),
    { n: 15 },
  )
  expect(ended).toMatchObject({ status: 'succeeded', output: { n: 60 }, completedBy: [] })
  expect(ended.endTime).toBe('2026-01-01T00:00:10.000Z')
  expect(ended.transitionExecutions).toEqual({ Double: [expect.any(String), expect.any(String)] })
})

test('it tells what happened: in its events, which are those of its log', async () => {
  await using opened = await openWorkflows()
  let tries = 0
  const flaky = await opened.transition(() => {
    tries += 1
    return tries === 1 ? unsuccessful('failed', 'not yet') : succeeded({ ok: true })
  })
  const each = statesOf({ Try: { Type: 'Task', Resource: flaky, End: true } })
  const ended = await opened.run(
    statesOf({ Each: { Type: 'Map', ItemsPath: '$.items', ItemProcessor: each, End: true } }),
    { items: [{}] },
  )
  expect(story(ended)).toEqual([
    'ExecutionStarted',
    'StateEntered Each',
    'BranchesStarted Each',
    'Each[0] StateEntered Try',
    'Each[0] TaskStarted Try',
    'Each[0] TaskEnded Try',
    'Each[0] StateRetried Try',
    'Each[0] TaskStarted Try',
    'Each[0] TaskEnded Try',
    'Each[0] StateExited Try',
    'StateExited Each',
    'ExecutionEnded',
  ])
  expect(ended.events?.[6]).toEqual({
    timestamp: Date.parse('2026-01-01T00:00:00Z'),
    message: 'Try is tried again at 2026-01-01T00:00:02.000Z after States.TaskFailed: not yet',
    branch: 'Each[0]',
    type: 'StateRetried',
    state: 'Try',
    error: 'States.TaskFailed',
    cause: 'not yet',
    attempt: 1,
    until: Date.parse('2026-01-01T00:00:02Z'),
  })
  const log = await opened.client.logs.get(ended.logId ?? '')
  expect(log).toMatchObject({ workflowId: ended.workflowId, workflowExecutionId: ended.executionId })
  expect(log.events).toEqual(ended.events)
})

test('an output that is no object stands in one', async () => {
  await using opened = await openWorkflows()
  const ended = await opened.run(statesOf({ List: { Type: 'Pass', Result: [1, 2], End: true } }))
  expect(ended.output).toEqual({ output: [1, 2] })
})
