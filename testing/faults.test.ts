import { describe, expect, it } from 'vitest'
import { defineTransition } from '../runtime/index.ts'
import { rejection } from '../test/support/rejection.ts'
import { harness, type OperationName } from './index.ts'
import './vitest.ts'

const works = () => ({ done: true })
/** Ends when it is told to. */
const waits = defineTransition({
  handler: ({ signal }) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    }),
})
/** Pays attention to nothing. */
const hangs = () => new Promise<never>(() => {})

describe('the API', () => {
  it('fails as often as it is told to, and the outcome gets through', async () => {
    await using t = await harness(works)
    t.api.fail('PATCH execution', { status: 503, times: 2 })
    const before = t.clock.now()
    const result = await t.run()
    expect(result).toHaveSucceeded()
    const tries = result.runtimeRequests.filter(({ operation }) => operation === 'PATCH execution')
    expect(tries.map(({ status }) => status)).toEqual([503, 503, 200])
    expect(result.logs.filter(({ level }) => level === 'warn')).toHaveLength(2)
    expect(t.clock.now()).toBeGreaterThan(before)
    expect(await t.run()).toHaveSucceeded()
  })

  it('takes an outcome whose answer is lost, once', async () => {
    await using t = await harness(works)
    t.api.lose('PATCH execution')
    const result = await t.run()
    expect(result).toHaveSucceeded()
    expect(result.runtimeRequests.filter(({ operation }) => operation === 'PATCH execution')).toMatchObject([
      { failure: 'ECONNRESET', status: undefined },
    ])
    expect(result.exitCode).toBe(0)
  })

  it('is not to be reached for a while: neither execution, nor token, nor outcome', async () => {
    await using t = await harness(works)
    t.api.refuse('POST token', { times: 2 })
    t.api.reset('GET execution')
    t.api.stall('GET execution')
    t.api.delay('PATCH execution', '3s')
    expect(await t.run()).toHaveSucceeded()
  })

  it('is gone for good: exit code 75, and the platform has it its own way', async () => {
    await using t = await harness(works)
    t.api.refuse('PATCH execution', { times: Infinity })
    const result = await t.run()
    expect(result).toMatchObject({ outcome: undefined, exitCode: 75, status: 'failed' })
    t.api.recover()
    expect(await t.run()).toHaveSucceeded()
  })

  it("fails the handler's own calls only, where it is told to; its client tries again on the clock", async () => {
    await using t = await harness(async ({ client }) => ({ ...(await client.models.list()) }))
    t.api.fail('GET models', { status: 500, times: 3, by: 'handler' })
    const result = await t.run()
    expect(result).toHaveSucceeded()
    expect(result.requests.map(({ status }) => status)).toEqual([500, 500, 500, 200])
    t.api.stall('GET models', { times: Infinity })
    expect(await t.run()).toHaveFailed(/GET \/models had no answer within 30 seconds/)
  })

  it('answers with what is not JSON, or with another answer', async () => {
    await using t = await harness(async ({ client, input }) => ({
      ...(await client.documents.get(String(input['documentId']))),
    }))
    t.api.fail('GET document', { status: 200, body: '<html>' })
    expect(await t.run({ documentId: 'x' })).toHaveFailed(/expected a JSON object/)
    t.api.fail('GET document', { status: 200, body: { is: 'made up' } })
    expect(await t.run({ documentId: 'x' })).toHaveSucceededWith({ is: 'made up' })
  })

  it.each([
    ['PATCH exection', /no operation "PATCH exection": expected one of PATCH appClient, .*PATCH execution/],
    ['BREW coffee', /expected one of POST token/],
  ])('has no operation %s, and says which it has', async (name, message) => {
    await using t = await harness(works)
    expect(() => t.api.lose(name as OperationName)).toThrow(message)
  })

  it('refuses faults that can be none', async () => {
    await using t = await harness(works)
    expect(() => t.api.fail('GET models', { status: 99 })).toThrow('status is 99')
    expect(() => t.api.lose('GET models', { times: 0 })).toThrow('times is 0')
    // @ts-expect-error -- a word is no duration
    expect(() => t.api.delay('GET models', 'long')).toThrow('"long" is no duration')
  })
})

describe('time', () => {
  it('drives heartbeats while a handler works', async () => {
    await using t = await harness(waits, { env: { TRANSITION_HEARTBEAT_SECONDS: '30' } })
    const running = t.start()
    await t.clock.advance('90s')
    t.sigterm()
    const result = await running
    expect(result).toHaveHeartbeaten(3)
    expect(result.heartbeats.at(-1)).toMatchObject({
      runningForSeconds: 61,
      handler: { state: 'responsive' },
    })
  })

  it('is up at the timeout of the transition: the handler is told, and cut off if it does not heed', async () => {
    await using t = await harness(hangs, { timeoutInSeconds: 60 })
    const running = t.start()
    await t.clock.advance('1m')
    const result = await running
    expect(result).toHaveFailed(/timed out after 55 s \(5 s before the transition's timeoutInSeconds\)/)
    expect(result.exitCode).toBe(1)
  })

  it('makes tokens expire: of a refused one the client makes a new one', async () => {
    await using t = await harness(async ({ client }) => ({
      models: (await client.models.list()).models.length,
    }))
    await t.client.models.list()
    await t.clock.advance('61m')
    expect((await t.client.models.list()).models).toHaveLength(1)
    t.api.fail('GET models', { status: 403, by: 'handler' })
    const result = await t.run()
    expect(result).toHaveSucceededWith({ models: 1 })
    expect(result.requests.map(({ operation, status }) => [operation, status])).toEqual([
      ['GET models', 403],
      ['POST token', 200],
      ['GET models', 200],
    ])
    expect(JSON.stringify(result)).not.toContain('eyJ')
  })

  it('does not pass for one that another waits for, while its handler works', async () => {
    await using t = await harness(waits)
    const one = t.start()
    const two = t.start()
    await t.clock.advance('10s')
    t.sigterm()
    const results = [await one, await two]
    for (const result of results) expect(result).toAskForRetry('interrupted by SIGTERM')
    expect(results[0]?.executionId).not.toBe(results[1]?.executionId)
  })
})

it('says what is no transition', async () => {
  // @ts-expect-error -- a number is no transition
  expect(await rejection(harness(7))).toMatchObject({
    message: expect.stringContaining('What harness() was given has no usable transition'),
  })
  expect(await rejection(harness(new URL('https://example.com/handler.ts')))).toMatchObject({
    message: expect.stringContaining('expected a path or a file: URL'),
  })
  await using t = await harness('no/such/handler.ts')
  expect(await t.run()).toHaveFailed(/The handler .*no\/such\/handler\.ts could not be loaded/)
})
