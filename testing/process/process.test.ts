import { describe, expect, it } from 'vitest'
import { handlerPath } from '../../test/support/handlers.ts'
import { rejection } from '../../test/support/rejection.ts'
import { harness } from '../index.ts'
import '../vitest.ts'

const isolation = 'process'

describe.concurrent('a handler in a process of its own', () => {
  it('is a real process, which calls the platform over HTTP', async () => {
    await using t = await harness(handlerPath('predicts.mjs'), {
      isolation,
      documents: { invoice: {} },
      predictions: { total: '12.50' },
      env: { NAME: 'value' },
    })
    const result = await t.run()
    expect(result).toHaveSucceededWith({
      total: '12.50',
      name: 'value',
      pid: expect.not.toBeOneOf([process.pid]),
    })
    expect(result).toHaveRequested('POST predictions', {
      documentId: t.documents.invoice,
      modelId: expect.any(String),
    })
    expect(result.progress).toEqual(['asking'])
    expect(result.logs).toContainEqual({ level: 'info', message: 'printed' })
  })

  it('meets faults on its own calls, and tries again', async () => {
    await using t = await harness(handlerPath('predicts.mjs'), {
      isolation,
      documents: { invoice: {} },
      predictions: { total: '12.50' },
    })
    t.api.fail('POST predictions', { status: 429, headers: { 'retry-after': '0' } })
    const result = await t.run()
    expect(result).toHaveSucceeded()
    expect(result.requests.map(({ status }) => status)).toEqual([429, 200])
    t.api.lose('POST predictions')
    expect(await t.run()).toHaveFailed(/POST \/predictions had no answer/)
  })

  it('that never gives its event loop back is stopped in time all the same', async () => {
    await using t = await harness(handlerPath('acts.mjs'), {
      isolation,
      env: { ACT: 'loops', PHASE: 'run' },
      timeoutInSeconds: 60,
    })
    const running = t.start()
    await t.printed('looping')
    await t.clock.advance('58s')
    const result = await running
    expect(result).toHaveFailed(/timed out after 55 s/)
    expect(result).toHaveHeartbeaten(3)
  })

  it('that eats all memory ends with words', async () => {
    await using t = await harness(handlerPath('eats-heap.mjs'), {
      isolation,
      env: { NODE_OPTIONS: '--max-old-space-size=40' },
    })
    expect(await t.run()).toHaveFailed(/ran out of JavaScript heap \(the container has 512 MiB\)/)
  })

  it('that can never settle is told so', async () => {
    await using t = await harness(handlerPath('never-settles.mjs'), { isolation })
    expect(await t.run()).toHaveFailed('The handler can never finish')
  })

  it('leaves no process behind when the test gives up on it', async () => {
    const env = { ACT: 'loops', PHASE: 'run' }
    const t = await harness(handlerPath('acts.mjs'), { isolation, env })
    const running = t.start()
    await t.printed('looping')
    await t[Symbol.asyncDispose]()
    expect(await running).toAskForRetry('interrupted by SIGTERM')
  })
})

it('must be given by its module', async () => {
  expect(await rejection(harness(() => ({}), { isolation }))).toMatchObject({
    message: expect.stringContaining('give harness() its path'),
  })
})
