import { expect, test } from 'vitest'
import type { WorkflowEvent } from '../workflows/events.ts'
import { readProgress } from './steps.ts'

let timestamp = 0
const event = (happening: object): WorkflowEvent =>
  ({ timestamp: (timestamp += 1), message: 'it happened', ...happening }) as WorkflowEvent

test('the edges that were taken, and how each state ended', () => {
  const { steps, states, takenEdges } = readProgress([
    event({ type: 'StateEntered', state: 'Predict', input: {} }),
    event({ type: 'TaskStarted', state: 'Predict', transitionId: 't', executionId: 'e1' }),
    event({ type: 'StateRetried', state: 'Predict', error: 'A', cause: 'b', attempt: 1, until: 9 }),
    event({ type: 'TaskStarted', state: 'Predict', transitionId: 't', executionId: 'e2' }),
    event({ type: 'StateExited', state: 'Predict', output: {}, next: 'Export' }),
    event({ type: 'StateEntered', state: 'Export', input: {} }),
  ])
  expect(steps.map(({ state, status, executionIds }) => [state, status, executionIds])).toEqual([
    ['Predict', 'succeeded', ['e1', 'e2']],
    ['Export', 'running', []],
  ])
  expect(states.get('Predict')?.remarks).toEqual(['tried again (1) after A: b'])
  expect([...takenEdges]).toEqual(['["Predict","Export"]'])
})

test('items of a Map are steps of their own, and a failure is the whole execution’s', () => {
  const { steps, failure } = readProgress([
    event({ type: 'StateEntered', state: 'One', branch: 'Each[0]', input: {} }),
    event({ type: 'StateEntered', state: 'One', branch: 'Each[1]', input: {} }),
    event({ type: 'StateExited', state: 'One', branch: 'Each[1]', output: {}, next: null }),
    event({ type: 'ExecutionEnded', status: 'failed', error: 'States.Timeout', cause: 'too slow' }),
  ])
  expect(steps.map(({ branch, status }) => [branch, status])).toEqual([
    ['Each[0]', 'failed'],
    ['Each[1]', 'succeeded'],
  ])
  expect(failure).toEqual({ error: 'States.Timeout', cause: 'too slow' })
})

test('one that is held after its failure is so until it is moved on', () => {
  const held = [
    event({ type: 'StateEntered', state: 'Export', input: {} }),
    event({ type: 'StateFailed', state: 'Export', error: 'States.TaskFailed', cause: 'no' }),
    event({ type: 'ExecutionHeld', state: 'Export' }),
  ]
  expect(readProgress(held).steps[0]?.status).toBe('held')
  const moved = [...held, event({ type: 'ExecutionMoved', state: 'Export', next: 'Export', by: 'somebody' })]
  expect(readProgress(moved).steps[0]?.status).toBe('failed')
})
