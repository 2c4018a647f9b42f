import { expect, test } from 'vitest'
import { warningsOf } from './warnings.ts'

const task = (fields: object) => ({ Type: 'Task', Resource: 'las:transition:1', ...fields, End: true })
const of = (state: object) => warningsOf({ StartAt: 'A', States: { A: state } })
const NOTHING = "a transition's error has a message and no name"

test.each(['States.ALL', 'States.TaskFailed', 'States.Timeout', 'Transition.Rejected', 'Transition.Retry'])(
  'a Task may fail with %s',
  (name) => {
    expect(
      of(task({ Retry: [{ ErrorEquals: [name] }], Catch: [{ ErrorEquals: [name], Next: 'B' }] })),
    ).toEqual([])
  },
)

test('a name that no transition gives is warned of, with what to do instead', () => {
  const [warning, ...more] = of(task({ Catch: [{ ErrorEquals: ['States.Timeout', 'NoTotal'], Next: 'B' }] }))
  expect(more).toEqual([])
  expect(warning).toContain('States.A.Catch[0].ErrorEquals: nothing here fails with NoTotal')
  expect(warning).toContain(NOTHING)
  expect(warning).toContain('Choice')
})

test('States.Runtime is warned of, as nothing matches it', () => {
  expect(of(task({ Retry: [{ ErrorEquals: ['States.Runtime'] }] }))).toEqual([
    'States.A.Retry[0].ErrorEquals: nothing retries or catches States.Runtime',
  ])
})

test('a Parallel may fail with what its Fail states give, however deep', () => {
  const fail = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Own' } } }
  const map = { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor: fail, End: true } } }
  const Catch = [{ ErrorEquals: ['Own', 'States.BranchFailed', 'Other'], Next: 'B' }]
  expect(of({ Type: 'Parallel', Branches: [map], Catch, End: true })).toEqual([
    expect.stringContaining('States.A.Catch[0].ErrorEquals: nothing here fails with Other'),
  ])
})

test('a Fail state whose error comes from the data may give any', () => {
  const fail = { StartAt: 'F', States: { F: { Type: 'Fail', ErrorPath: '$.e' } } }
  expect(of({ Type: 'Parallel', Branches: [fail], Catch: [{ ErrorEquals: ['Any'], Next: 'B' }] })).toEqual([])
})

test('states within states are looked at, too', () => {
  const inner = { StartAt: 'T', States: { T: task({ Retry: [{ ErrorEquals: ['No'] }] }) } }
  expect(of({ Type: 'Map', ItemProcessor: inner })).toEqual([
    expect.stringContaining(
      'States.A.ItemProcessor.States.T.Retry[0].ErrorEquals: nothing here fails with No',
    ),
  ])
})
