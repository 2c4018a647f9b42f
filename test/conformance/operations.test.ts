import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiOperation } from '../../contract/index.ts'
import {
  badBodies,
  badCredentials,
  badParams,
  badQueries,
  goodQueries,
  otherContentTypes,
  unknownReferences,
  unreadableBodies,
  type BadCall,
} from './variations.ts'
import { kindsOfStores, START_MS, type Stores } from '../support/stores.ts'
import { faultsOf, outline } from './outline.ts'
import { operations, unknownId, World, type Answer, type Call } from './world.ts'

/** What the contract and the API document find wrong with an answer. */
function faultsOfAnswer({ route }: ApiOperation, { status, body }: Answer): unknown[] {
  const documented = outline.operations[`${route.method} ${route.path}`] ?? { status: 200 }
  return [
    ...(status === documented.status ? [] : [`${status} ${JSON.stringify(body)}`]),
    ...(route.response ? (route.response.safeParse(body).error?.issues ?? []) : [body].filter(Boolean)),
    ...(documented.response === undefined ? [] : faultsOf(documented.response, body)),
  ]
}

for (const { name, skip, start } of kindsOfStores)
  describe.skipIf(skip)(`on ${name}`, () => {
    let world: World
    let calls = 0
    let stores: Stores
    beforeAll(async () => {
      stores = await start()
      world = await World.open(await stores.options())
    }, START_MS)
    afterAll(async () => {
      await world?.[Symbol.asyncDispose]()
      await stores?.[Symbol.asyncDispose]()
      console.log(`${calls} calls of ${operations.length} operations on ${name}`)
    })

    async function send(operation: ApiOperation, call: Call): Promise<Answer> {
      calls += 1
      return world.call(operation, call)
    }

    /** Makes bad calls, and lists those that were not refused in the API's form, with the word that they should hear. */
    async function notRefused(operation: ApiOperation, badCalls: Iterable<BadCall>): Promise<string[]> {
      const faults: string[] = []
      for (const { call, statuses, word } of badCalls) {
        const { status, body } = await send(operation, call)
        const isError = faultsOf('Error', body).length === 0
        if (statuses.includes(status) && isError && JSON.stringify(body).includes(word)) continue
        faults.push(`${JSON.stringify(call).slice(0, 1000)} was answered ${status} ${JSON.stringify(body)}`)
      }
      return faults
    }

    describe.each(operations)('$id', (operation) => {
      test.each(['required', 'all'] as const)(
        'answers a call with %s fields as the contract and the API document say',
        async (which) => {
          const headers = { authorization: `Bearer ${await world.token([operation.route.scope])}` }
          const good = await world.goodCall(operation, which)
          expect(faultsOfAnswer(operation, await send(operation, { ...good, headers }))).toEqual([])
        },
      )

      test('takes each parameter of its query, and nothing else', async () => {
        const good = await world.goodCall(operation)
        for (const query of await goodQueries(world, operation))
          expect(faultsOfAnswer(operation, await send(operation, { ...good, query }))).toEqual([])
        expect(await notRefused(operation, badQueries(operation, good))).toEqual([])
      })

      test('knows the ids in its path', async () => {
        const good = await world.goodCall(operation)
        expect(await notRefused(operation, badParams(operation, good))).toEqual([])
      })
    })

    describe.each(operations.filter(({ route }) => !route.isPublic))('$id', (operation) => {
      test('lets in nobody without the right credentials', async () => {
        const good = await world.goodCall(operation)
        expect(await notRefused(operation, await badCredentials(world, operation, good))).toEqual([])
      })
    })

    describe.each(operations.filter(({ route }) => route.isPublic))('$id', (operation) => {
      test('lets in anyone', async () => {
        const good = await world.goodCall(operation)
        expect(faultsOfAnswer(operation, await send(operation, { ...good, headers: {} }))).toEqual([])
      })
    })

    describe.each(operations.filter(({ route }) => route.body))('$id', (operation) => {
      test('refuses a body with a fault, and names the field', async () => {
        const good = await world.goodCall(operation)
        expect(await notRefused(operation, badBodies(operation, good))).toEqual([])
        expect(await notRefused(operation, unknownReferences(operation, good))).toEqual([])
        expect(await notRefused(operation, unreadableBodies(good))).toEqual([])
        expect(await notRefused(operation, otherContentTypes(world, good))).toEqual([])
      })
    })

    test('a token expires after an hour, for every operation', async () => {
      await using other = await World.open(await stores.options())
      const headers = { authorization: `Bearer ${await other.token()}` }
      const list = operations.filter(({ route }) => !route.isPublic)
      const goodCalls = await Promise.all(list.map(async (one) => [one, await other.goodCall(one)] as const))
      await other.clock.advance(3_599_000)
      expect((await other.send('GET', '/v1/documents', { headers })).status).toBe(200)
      await other.clock.advance(1000)
      for (const [operation, good] of goodCalls) {
        calls += 1
        const answer = await other.call(operation, { ...good, headers })
        expect(answer).toMatchObject({ status: 403, body: { message: 'Forbidden' } })
      }
    })

    test('every path answers a preflight from anyone, and refuses other methods', async () => {
      const paths = operations.map(({ route }) => route.path.replaceAll(/\{(\w+)\}/g, unknownId('asset')))
      for (const path of new Set(paths)) {
        calls += 3
        const preflight = await world.send('OPTIONS', `/v1${path}`, {
          headers: {
            origin: 'http://localhost:3000',
            'access-control-request-method': 'PATCH',
            'access-control-request-headers': 'authorization',
          },
        })
        expect(preflight).toMatchObject({ status: 200, body: {} })
        expect(Object.fromEntries(preflight.headers)).toMatchObject({
          'access-control-allow-origin': '*',
          'access-control-allow-methods': expect.stringContaining('PATCH'),
          'access-control-allow-headers': 'authorization',
        })
        const put = await world.send('PUT', `/v1${path}`)
        expect(put).toMatchObject({ status: 405, body: { message: expect.stringContaining('PUT') } })
        expect((await world.send('HEAD', `/v1${path}`)).body).toBeUndefined()
      }
    })
  })
