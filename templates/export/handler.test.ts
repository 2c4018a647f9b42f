import { harness } from 'docker-transition/testing'
import 'docker-transition/testing/vitest'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import transition from './handler.ts'

/** The ERP's answers; a test adds its own before them. */
const erp = setupServer(
  http.post('https://erp.test/api/vouchers', () =>
    HttpResponse.json({ voucherId: 'V-1001' }, { status: 201 }),
  ),
)
beforeAll(() => erp.listen({ onUnhandledFrame: 'error' }))
afterEach(() => erp.resetHandlers())
afterAll(() => erp.close())

const down = () => new HttpResponse('down for maintenance', { status: 503, headers: { 'retry-after': '0' } })
const refuse = () => HttpResponse.json({ error: 'the period is closed' }, { status: 422 })

const env = { ERP_ENDPOINT: 'https://erp.test/api' }
const documentId = 'las:document:0123456789abcdef0123456789abcdef'
const verified = { invoice_id: 'BW-2026-0418', invoice_date: '2026-04-14', total_amount: '8638.80' }

test('posts the document, with a key that makes it happen once', async () => {
  let sent: Request | undefined
  erp.events.on('request:start', ({ request }) => void (sent = request.clone()))
  await using t = await harness(transition, { env, secrets: { ERP_API_KEY: 'of-the-erp' } })

  expect(await t.run({ documentId, verified })).toHaveSucceededWith({ documentId, voucherId: 'V-1001' })
  expect(sent?.headers.get('idempotency-key')).toBe(documentId)
  expect(sent?.headers.get('authorization')).toBe('Bearer of-the-erp')
  expect(await sent?.json()).toEqual({
    reference: documentId,
    invoiceNumber: 'BW-2026-0418',
    date: '2026-04-14',
    total: '8638.80',
  })
})

test('tries again when the ERP is busy', async () => {
  erp.use(http.post('https://erp.test/api/vouchers', down, { once: true }))
  await using t = await harness(transition, { env })
  const result = await t.run({ documentId, verified })
  expect(result).toHaveSucceeded()
  expect(result.progress).toEqual(['try 2 of 5'])
})

test('asks for a retry when the ERP stays down', async () => {
  erp.use(http.post('https://erp.test/api/vouchers', down))
  await using t = await harness(transition, { env })
  expect(await t.run({ documentId, verified })).toAskForRetry('503: down for maintenance')
})

test('asks for a retry when nobody listens at the ERP', async () => {
  erp.use(http.post('https://erp.test/api/vouchers', () => HttpResponse.error()))
  await using t = await harness(transition, { env })
  expect(await t.run({ documentId, verified })).toAskForRetry("The ERP can't be reached")
})

test("rejects what the ERP refuses, in the ERP's words", async () => {
  erp.use(http.post('https://erp.test/api/vouchers', refuse))
  await using t = await harness(transition, { env })
  expect(await t.run({ documentId, verified })).toHaveBeenRejected('the period is closed')
})

test('fails when the total is no amount, before the ERP hears of it', async () => {
  await using t = await harness(transition, { env })
  const result = await t.run({ documentId, verified: { ...verified, total_amount: 'n/a' } })
  expect(result).toHaveFailed(/input\.verified\.total_amount/)
})
