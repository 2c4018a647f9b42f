import { expect, test } from 'vitest'
import type { JsonObject } from '../../contract/index.ts'
import { endOf, statesOf } from '../../test/support/workflows.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { newId } from '../store/new-id.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Change, Store, Tables } from '../store/store.ts'
import { createWorkflowExecutions } from './workflow-executions.ts'

/** Keeps a workflow as it may have been kept by another version of the platform. */
async function keepWorkflow(store: Store, definition: JsonObject): Promise<Tables['workflows']> {
  const workflow: Tables['workflows'] = {
    workflowId: newId('workflow'),
    name: null,
    description: null,
    specification: { language: 'ASL', version: '1.0.0', definition },
    errorConfig: {},
    completedConfig: { imageUrl: '', environment: {}, environmentSecrets: [] },
    createdBy: null,
    createdTime: null,
    updatedBy: null,
    updatedTime: null,
  }
  await store.insert('workflows', workflow)
  return workflow
}

const unused = () => {
  throw new Error('these workflows have no Tasks')
}

/** A platform's workflow executions in one of its lives. */
function live(store: Store, clock: VirtualClock, id: string) {
  const errors: unknown[] = []
  const executions = createWorkflowExecutions({
    store,
    clock,
    executions: { plan: unused, planEnd: unused, onEnd: () => undefined },
    member: { id, isAlive: async () => false },
    most: { events: 1000, bytes: 1_000_000 },
    onStep: () => undefined,
    onError: (error) => errors.push(error),
    planNotification: () => undefined,
  })
  return { ...executions, errors }
}

const exits = (state: string) => (change: Change) =>
  'append' in change &&
  change.events.some((event) => event['type'] === 'StateExited' && event['state'] === state)

/** A store in which the commit of one state ends in this. */
const failingAt = (store: Store, state: string, end: () => Promise<boolean>): Store => ({
  ...store,
  commit: (changes) => (changes.some(exits(state)) ? end() : store.commit(changes)),
})

const POISON = statesOf({
  Before: { Type: 'Wait', Seconds: 1, Next: 'Poison' },
  Poison: { Type: 'Pass', End: true },
})

async function stateOf(store: Store, executionId: string) {
  const row = await store.get('workflowExecutions', executionId)
  const events = row?.logId ? await store.getEvents(row.logId) : []
  return { status: row?.status, end: endOf({ events } as Parameters<typeof endOf>[0]) }
}

const MAP = statesOf({
  Each: {
    Type: 'Map',
    ItemsPath: '$.items',
    ItemProcessor: statesOf({ One: { Type: 'Pass', End: true } }),
    End: true,
  },
})

test.each([
  { what: 'state', definition: POISON, poison: 'Poison', from: 'Before' },
  { what: 'Map, of which no thread is left,', definition: MAP, poison: 'Each', from: 'Each' },
])(
  'an execution at whose $what each platform dies is failed, and the platform lives',
  async ({ definition, poison, from }) => {
    await using store = openSqliteStore(':memory:')
    const clock = new VirtualClock()
    const workflow = await keepWorkflow(store, definition)
    const dying = failingAt(store, poison, () => new Promise(() => undefined))
    const first = live(dying, clock, 'life 1')
    const { executionId } = (await first.start(workflow, { items: [1, 2] })).execution
    await clock.advance(10_000)
    for (const life of ['life 2', 'life 3']) {
      live(dying, clock, life)
      await clock.advance(1000)
      expect((await stateOf(store, executionId)).status).toBe('running')
    }
    const last = live(dying, clock, 'life 4')
    await clock.advance(1000)
    expect(await stateOf(store, executionId)).toMatchObject({
      status: 'error',
      end: {
        error: 'States.Runtime',
        cause: `the platform has died 2 times in a row while it resumed the execution from ${from} on`,
      },
    })
    await last.close()
  },
)

test('an execution is resumed after any number of deaths elsewhere', async () => {
  await using store = openSqliteStore(':memory:')
  const clock = new VirtualClock()
  const workflow = await keepWorkflow(
    store,
    statesOf({ Rest: { Type: 'Wait', Seconds: 1000, Next: 'End' }, End: { Type: 'Succeed' } }),
  )
  const { executionId } = (await live(store, clock, 'life 1').start(workflow, {})).execution
  for (const life of ['life 2', 'life 3', 'life 4', 'life 5']) {
    live(store, clock, life)
    await clock.advance(10_000)
  }
  const last = live(store, clock, 'life 6')
  await clock.advance(1_000_000)
  expect((await stateOf(store, executionId)).status).toBe('succeeded')
  await last.close()
})

test('a step that the store refuses each time ends its execution as error', async () => {
  await using store = openSqliteStore(':memory:')
  const clock = new VirtualClock()
  const workflow = await keepWorkflow(store, POISON)
  const refusing = failingAt(store, 'Poison', async () => {
    throw new Error('cannot store this')
  })
  const platform = live(refusing, clock, 'life 1')
  const { executionId } = (await platform.start(workflow, {})).execution
  await clock.advance(10_000)
  expect(await stateOf(store, executionId)).toMatchObject({
    status: 'error',
    end: { error: 'States.Runtime', cause: 'cannot store this' },
  })
  expect(platform.errors).toHaveLength(2)
  await platform.close()
})

test('a step that the store refuses once is done the next time', async () => {
  await using store = openSqliteStore(':memory:')
  const clock = new VirtualClock()
  const workflow = await keepWorkflow(store, POISON)
  let calls = 0
  const platform = live(
    failingAt(store, 'Poison', async () => {
      calls += 1
      if (calls === 1) throw new Error('not now')
      return true
    }),
    clock,
    'life 1',
  )
  await platform.start(workflow, {})
  await clock.advance(10_000)
  expect(calls).toBeGreaterThan(1)
  expect(platform.errors).toHaveLength(1)
  await platform.close()
})

test('an execution of a definition that is refused by now ends as error, in words', async () => {
  await using store = openSqliteStore(':memory:')
  const clock = new VirtualClock()
  const workflow = await keepWorkflow(
    store,
    statesOf({ Old: { Type: 'Pass', InputPath: "$.a[?search(@, 'a')]", End: true } }),
  )
  const platform = live(store, clock, 'life 1')
  const { executionId } = (await platform.start(workflow, {})).execution
  await clock.advance(1000)
  expect(await stateOf(store, executionId)).toMatchObject({
    status: 'error',
    end: { cause: expect.stringContaining('search() is not supported') },
  })
  expect(platform.errors).toEqual([])
  await platform.close()
})
