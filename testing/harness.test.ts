import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { defineTransition, reject, retry } from '../runtime/index.ts'
import { harness } from './index.ts'

const total = defineTransition({
  input: z.object({ documentId: z.string() }),
  output: z.object({ total: z.number() }),
  env: z.object({ MODEL_ID: z.string() }),
  async handler({ input, env, client, signal, log, progress }) {
    progress('reading')
    log.info({ document: input.documentId }, 'asking the model')
    const body = { documentId: input.documentId, modelId: env.MODEL_ID }
    const { predictions } = await client.predictions.create(body, { signal })
    const found = predictions.find(({ label }) => label === 'total_amount')?.value
    return found ? { total: Number(found) } : reject('no total on the document')
  },
})

describe('a run', () => {
  it('is the real thing, from the input to the outcome', async () => {
    await using t = await harness(total, {
      documents: { invoice: {} },
      predictions: { total_amount: '12.50' },
    })
    const result = await t.run({ documentId: t.documents.invoice })
    expectTypeOf(result.output).toEqualTypeOf<{ total: number } | undefined>()
    if (result.status === 'succeeded') expectTypeOf(result.output.total).toBeNumber()
    if (result.status === 'failed') expectTypeOf(result.error.message).toBeString()
    expect(result).toMatchObject({
      outcome: { status: 'succeeded', output: { total: 12.5 } },
      status: 'succeeded',
      output: { total: 12.5 },
      exitCode: 0,
      progress: ['reading'],
      heartbeats: [],
    })
    expect(result.error).toBeUndefined()
    expect(result.requests).toMatchObject([
      { operation: 'POST predictions', body: { documentId: t.documents.invoice }, status: 200 },
    ])
    expect(new Set(result.runtimeRequests.map(({ operation }) => operation))).toEqual(
      new Set(['GET execution', 'PATCH execution', 'POST token']),
    )
    expect(result.logs).toEqual([
      { level: 'info', message: 'asking the model', document: t.documents.invoice },
      { level: 'info', message: 'The execution is succeeded', status: 'succeeded' },
    ])
  })

  it('gets the only document by itself', async () => {
    await using t = await harness(total, { documents: { invoice: {} }, predictions: { total_amount: '3' } })
    expect((await t.run()).output).toEqual({ total: 3 })
  })

  it('ends as the handler says: rejected, retry, failed', async () => {
    await using t = await harness(({ input }) => {
      if (input['say'] === 'reject') reject('not this one')
      if (input['say'] === 'retry') retry('not now')
      throw new RangeError('never')
    })
    expect(await t.run({ say: 'reject' })).toMatchObject({
      outcome: { status: 'rejected', error: { message: 'not this one' } },
      exitCode: 0,
    })
    expect(await t.run({ say: 'retry' })).toMatchObject({ status: 'retry', error: { message: 'not now' } })
    expect(await t.run()).toMatchObject({
      status: 'failed',
      error: { message: 'RangeError: never' },
      exitCode: 1,
    })
  })

  it('fails on bad input and on a bad environment, as in a container', async () => {
    await using t = await harness(total, { env: { MODEL_ID: 'x' } })
    expect((await t.run({})).error?.message).toMatch(/^input\.documentId: /)
    await using without = await harness(
      defineTransition({ env: z.object({ ERP_URL: z.url() }), handler: () => ({}) }),
    )
    expect((await without.run()).error?.message).toMatch(/^env\.ERP_URL: /)
  })

  it('waits for timers of the handler, and no time passes meanwhile', async () => {
    await using t = await harness(async () => {
      await delay(5)
      return { done: true }
    })
    const before = t.clock.now()
    const result = await t.run()
    expect(result.output).toEqual({ done: true })
    expect(result.heartbeats).toEqual([])
    expect(t.clock.now()).toBe(before)
  })

  it('has an environment of its own: that of the container, not that of the test', async () => {
    process.env['LEAKED'] = 'from the test'
    await using t = await harness(
      ({ env }) => {
        const seen = { env: env['ERP'], own: process.env['ERP'], leaked: process.env['LEAKED'] ?? null }
        const names = Object.keys(process.env).filter((name) => /ERP|LEAKED|LEFT/.test(name))
        process.env['LEFT'] = 'by a run'
        return { ...seen, names }
      },
      { env: { ERP: 'here' }, secrets: { ERP_PASSWORD: 'very-secret' } },
    )
    const expected = { env: 'here', own: 'here', leaked: null, names: ['ERP_PASSWORD', 'ERP'] }
    expect((await t.run()).output).toEqual(expected)
    expect((await t.run()).output).toEqual(expected)
    expect(process.env['LEFT']).toBeUndefined()
    expect(process.env['LEAKED']).toBe('from the test')
    delete process.env['LEAKED']
  })
})
