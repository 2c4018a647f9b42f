import { once } from 'node:events'
import { expect, it } from 'vitest'
import { reject, retry } from '../runtime/index.ts'
import { harness } from './index.ts'
import './vitest.ts'

const handler = async ({ input, signal }: { input: Record<string, unknown>; signal: AbortSignal }) => {
  console.log('at work')
  if (input['say'] === 'reject') reject('not this one')
  if (input['say'] === 'retry') retry('not now')
  if (input['say'] === 'fail') throw new RangeError('never')
  if (input['say'] === 'wait') await once(signal, 'abort')
  return { total: 12.5, currency: 'EUR' }
}

it('take what is so', async () => {
  await using t = await harness(handler)
  const good = await t.run()
  expect(good).toHaveSucceeded()
  expect(good).toHaveSucceededWith({ total: 12.5, currency: 'EUR' })
  expect(good).toHaveSucceededWith(expect.objectContaining({ total: expect.any(Number) }))
  expect(good).not.toHaveSucceededWith({ total: 12.5 })
  expect(good).not.toHaveHeartbeaten()
  expect(good).toHaveHeartbeaten(0)
  expect(good).not.toHaveFailed()
  expect(good).not.toHaveRequested('POST predictions')
  expect(await t.run({ say: 'reject' })).toHaveBeenRejected('not this')
  expect(await t.run({ say: 'retry' })).toAskForRetry(/^not now$/)
  const long = t.start({ say: 'wait' })
  await t.clock.advance('30s')
  t.sigterm()
  expect(await long).toHaveHeartbeaten()
  expect(await long).toHaveHeartbeaten(2)
  expect(await long).not.toHaveHeartbeaten(1)
  const bad = await t.run({ say: 'fail' })
  expect(bad).toHaveFailed()
  expect(bad).toHaveFailed(/RangeError/)
  expect(bad).not.toHaveFailed('TypeError')
})

it('say what was so instead, with the end of the log', async () => {
  await using t = await harness(handler)
  const good = await t.run()
  const bad = await t.run({ say: 'fail' })
  expect(messageOf(() => expect(bad).toHaveSucceededWith({ total: 1 }))).toBe(
    `expected the run to succeed with the output below

The execution is failed: RangeError: never (exit code 1)
The log:
  info  at work
  error RangeError: never
          at Object.handler (${import.meta.filename}:11:38)
  info  The execution is failed { status: 'failed' }`,
  )
  expect(messageOf(() => expect(good).toHaveBeenRejected(/total/))).toMatchInlineSnapshot(`
    "expected the run to be rejected with /total/

    The execution is succeeded, with { total: 12.5, currency: 'EUR' } (exit code 0)
    The log:
      info  at work
      info  The execution is succeeded { status: 'succeeded' }"
  `)
  expect(messageOf(() => expect(good).toHaveRequested('GET document'))).toMatchInlineSnapshot(`
    "expected the run to request GET document, and it requested nothing

    The execution is succeeded, with { total: 12.5, currency: 'EUR' } (exit code 0)
    The log:
      info  at work
      info  The execution is succeeded { status: 'succeeded' }"
  `)
  expect(messageOf(() => expect(good).not.toHaveSucceeded())).toMatchInlineSnapshot(`
    "expected the run not to succeed

    The execution is succeeded, with { total: 12.5, currency: 'EUR' } (exit code 0)
    The log:
      info  at work
      info  The execution is succeeded { status: 'succeeded' }"
  `)
})

it('show the difference between outputs', async () => {
  await using t = await harness(handler)
  const good = await t.run()
  expect(thrownBy(() => expect(good).toHaveSucceededWith({ total: 1, currency: 'EUR' }))).toMatchObject({
    actual: { total: 12.5, currency: 'EUR' },
    expected: { total: 1, currency: 'EUR' },
  })
})

it('say that a run must be awaited', async () => {
  await using t = await harness(handler)
  const running = t.run()
  expect(messageOf(() => expect(running).toHaveSucceeded())).toContain('await t.run() first')
  await running
  expect(messageOf(() => expect({}).toHaveSucceeded())).toContain('expected the result of a run')
})

function thrownBy(act: () => void): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return expect.unreachable('it did not throw')
}

function messageOf(act: () => void): string {
  const error = thrownBy(act)
  return error instanceof Error ? error.message : String(error)
}
