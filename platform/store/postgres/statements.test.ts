// What an operation costs on PostgreSQL, counted and not timed: each statement is a round trip.
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlatform } from '../../../test/support/embedded-platform.ts'
import { hasNoPostgres, why } from '../../../test/support/postgres/binaries.ts'
import { untilQuiet, watchPools } from '../../../test/support/postgres/busy.ts'
import { startPostgres, type PostgresServer } from '../../../test/support/postgres/server.ts'
import { START_MS } from '../../../test/support/stores.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'

/** Counts the statements that this process sends. */
function countStatements() {
  const { prototype } = Client
  const query = Reflect.get(prototype, 'query')
  const sent: string[] = []
  Reflect.set(
    prototype,
    'query',
    function (this: Client, ...given: [string | { text: string }, ...unknown[]]) {
      const [statement] = given
      sent.push(typeof statement === 'string' ? statement : statement.text)
      return Reflect.apply(query, this, given)
    },
  )
  return { sent, [Symbol.dispose]: () => void Reflect.set(prototype, 'query', query) }
}

describe.skipIf(hasNoPostgres)(`on PostgreSQL${why}`, () => {
  let server: PostgresServer
  beforeAll(async () => void (server = await startPostgres()), START_MS)
  afterAll(() => server?.[Symbol.asyncDispose]())

  async function open(more = '') {
    const stack = new AsyncDisposableStack()
    stack.use(watchPools())
    const folder = stack.use(await temporaryFolder())
    const database = `${await server.createDatabase()}${more}`
    const opened = stack.use(await openPlatform({ database, key: join(folder.path, 'key') }))
    const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
    return { ...opened, transitionId, [Symbol.asyncDispose]: () => stack.disposeAsync() }
  }

  test('an operation on an execution is a read of each row that it needs, and one statement that changes it', async () => {
    await using opened = await open()
    const { executions } = opened.client.transitions
    const { transitionId, platform } = opened
    const { executionId } = await platform.enqueue(transitionId, {})
    await untilQuiet()
    using statements = countStatements()
    async function counted(act: () => Promise<unknown>): Promise<number> {
      statements.sent.length = 0
      await act()
      const { length } = statements.sent
      // What is kept after the answer: the page's history.
      await untilQuiet()
      return length
    }
    const counts = {
      // The app client, the transition.
      claim: await counted(() => executions.create(transitionId)),
      // The app client, the execution.
      get: await counted(() => executions.get(transitionId, executionId)),
      // The app client, the execution, the transition.
      heartbeat: await counted(() => executions.heartbeats.create(transitionId, executionId, {})),
      // The app client, the execution.
      update: await counted(() =>
        executions.update(transitionId, executionId, { status: 'succeeded', output: {} }),
      ),
      // The transition.
      enqueue: await counted(() => platform.enqueue(transitionId, {})),
    }
    expect(counts).toEqual({ claim: 3, get: 2, heartbeat: 4, update: 3, enqueue: 2 })
  })

  test('statements are prepared once for each connection, unless the URL says that none may be', async () => {
    for (const [more, isPrepared] of [
      ['', true],
      ['?prepare=false', false],
    ] as const) {
      await using opened = await open(more)
      await opened.platform.enqueue(opened.transitionId, {})
      using named = countNames()
      await opened.client.transitions.executions.create(opened.transitionId)
      expect(named.names.some((name) => name !== undefined)).toBe(isPrepared)
    }
  })
})

/** The names of the statements that this process sends. */
function countNames() {
  const { prototype } = Client
  const query = Reflect.get(prototype, 'query')
  const names: (string | undefined)[] = []
  Reflect.set(prototype, 'query', function (this: Client, ...given: [{ name?: string }, ...unknown[]]) {
    names.push(given[0].name)
    return Reflect.apply(query, this, given)
  })
  return { names, [Symbol.dispose]: () => void Reflect.set(prototype, 'query', query) }
}
