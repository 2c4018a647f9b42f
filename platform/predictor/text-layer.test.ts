import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { FieldConfig } from '../../contract/index.ts'
import { pdfOf } from './fixtures/make-pdf.ts'
import { type PredictorRequest, UnreadableDocumentError } from './predictor.ts'
import { textLayerPredictor } from './text-layer.ts'

const fieldConfig: FieldConfig = {
  total_amount: { type: 'amount', maxLength: 20 },
  invoice_number: { type: 'string', maxLength: 30 },
  invoice_date: { type: 'date', maxLength: 10 },
}
const nothing = Object.keys(fieldConfig).map((label) => ({ label, value: null, confidence: 0 }))

async function fixture(name: string): Promise<PredictorRequest> {
  const content = await readFile(new URL(`./fixtures/${name}.pdf`, import.meta.url))
  return pdf(content)
}

const pdf = (content: Uint8Array): PredictorRequest => ({
  documentId: 'las:document:1',
  modelId: 'las:model:1',
  content,
  contentType: 'application/pdf',
  fieldConfig,
  maxPages: 3,
})

describe('textLayerPredictor', () => {
  it.each([
    ['invoice-en', '576.00', 'HL-2026-0031', '2026-03-12'],
    ['invoice-de', '1219.75', 'RE 2026 0107', '2026-02-03'],
    ['invoice-sideways', '1219.75', 'RE 2026 0107', '2026-02-03'],
    ['invoice-fr', '1620.00', 'F-2026-118', '2026-03-01'],
    ['encrypted-without-password', '576.00', 'HL-2026-0031', '2026-03-12'],
  ])('reads %s', async (name, ...values) => {
    await using predict = textLayerPredictor()
    const fields = await predict(await fixture(name))
    expect(fields.map(({ label }) => label)).toEqual(Object.keys(fieldConfig))
    expect(fields.map(({ value }) => value)).toEqual(values)
  })

  it('reads no more pages than asked', async () => {
    await using predict = textLayerPredictor()
    const request = await fixture('total-on-second-page')
    expect((await predict({ ...request, maxPages: 1 }))[0]?.value).toBeNull()
    expect((await predict({ ...request, maxPages: 2 }))[0]?.value).toBe('90.00')
  })

  it.each(['empty-page', 'image-only'])('finds nothing in %s', async (name) => {
    await using predict = textLayerPredictor()
    expect(await predict(await fixture(name))).toEqual(nothing)
  })

  it('finds nothing in an image', async () => {
    await using predict = textLayerPredictor()
    expect(await predict({ ...pdf(new Uint8Array([1, 2, 3])), contentType: 'image/png' })).toEqual(nothing)
  })

  it.each([
    ['encrypted', /encrypted: a password is needed/],
    ['broken', /the PDF is broken/],
  ])('says what is wrong with %s', async (name, message) => {
    await using predict = textLayerPredictor()
    const error = await predict(await fixture(name)).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(UnreadableDocumentError)
    expect(error).toHaveProperty('message', expect.stringMatching(message))
  })

  it.each([
    ['zero bytes', new Uint8Array(), /zero bytes/],
    ['text', new TextEncoder().encode('hello'), /not a PDF/],
  ])('says what is wrong with %s', async (_, content, message) => {
    await using predict = textLayerPredictor()
    await expect(predict(pdf(content))).rejects.toThrow(message)
  })

  it('reads on after a document that it could not read', async () => {
    await using predict = textLayerPredictor()
    const [bad, good] = await Promise.allSettled([
      predict(await fixture('broken')),
      predict(await fixture('invoice-en')),
    ])
    expect(bad.status).toBe('rejected')
    expect(good).toHaveProperty('value.0.value', '576.00')
  })

  it('leaves the content to its owner', async () => {
    await using predict = textLayerPredictor()
    const request = await fixture('invoice-en')
    await predict(request)
    expect(request.content.byteLength).toBeGreaterThan(0)
  })

  it('gives a document up that takes too long', async () => {
    await using predict = textLayerPredictor({ timeoutMs: 1 })
    await expect(predict(await fixture('invoice-en'))).rejects.toThrow('the PDF was not read within 0.001 s')
  })

  it('gives a document up that takes too much memory', async () => {
    await using predict = textLayerPredictor({ memoryMb: 4 })
    await expect(predict(await fixture('invoice-en'))).rejects.toThrow('took more than 4 MB to read')
  })

  it('reads others while it reads one that is slow', async () => {
    await using predict = textLayerPredictor({ timeoutMs: 600_000 })
    const controller = new AbortController()
    const request = { ...pdf(pdfOf(' '.repeat(8_000_000), 5000)), maxPages: 5000 }
    const slow = predict(request, { signal: controller.signal })
    expect((await predict(await fixture('invoice-en')))[0]?.value).toBe('576.00')
    controller.abort(new Error('it goes on until it is told to stop'))
    await expect(slow).rejects.toThrow('it goes on until it is told to stop')
  })

  it('stops when it is told to', async () => {
    await using predict = textLayerPredictor()
    const controller = new AbortController()
    const reading = predict(await fixture('invoice-en'), { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(reading).rejects.toThrow('enough')
    expect((await predict(await fixture('invoice-en')))[0]?.value).toBe('576.00')
  })

  it('fails what it is reading when it is closed, and everything after', async () => {
    const predict = textLayerPredictor()
    const request = await fixture('invoice-en')
    const reading = Promise.allSettled([predict(request), predict(request)])
    await predict.close()
    expect((await reading).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(predict(request)).rejects.toThrow('closed')
  })
})
