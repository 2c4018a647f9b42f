import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { invoiceFields } from '../../testing/invoice-fields.ts'
import type { Client } from '../../client/index.ts'
import { startPlatform } from '../support/platform.ts'

const fixtures = new URL('../fixtures/', import.meta.url)
const SIZE = { width: 768, height: 768 }

describe('predictions of the stand-in', () => {
  it('are mostly right about number, date and total of invoices that it was not written for', async () => {
    await using platform = await startPlatform()
    const { client } = platform
    const { modelId } = await client.models.create({ fieldConfig: invoiceFields, ...SIZE })
    const truths: Record<string, string | null>[] = JSON.parse(
      await readFile(new URL('invoices/truth.json', fixtures), 'utf8'),
    )
    const right = { invoice_id: 0, invoice_date: 0, total_amount: 0 }
    for (const truth of truths) {
      const documentId = await upload(client, `invoices/${truth['file']}`)
      const { predictions } = await client.predictions.create({ documentId, modelId })
      for (const label of ['invoice_id', 'invoice_date', 'total_amount'] as const) {
        const value = predictions.find((field) => field.label === label)?.value
        if (value === truth[label]) right[label] += 1
      }
    }
    // What it got right the first time that it saw them. It may get better, not worse.
    expect(truths).toHaveLength(36)
    expect(right.invoice_id).toBeGreaterThanOrEqual(34)
    expect(right.invoice_date).toBeGreaterThanOrEqual(33)
    expect(right.total_amount).toBeGreaterThanOrEqual(34)
  })

  it.each(['scan.pdf', 'empty.pdf'])(
    'are null with confidence 0 for %s, which has no text layer',
    async (name) => {
      await using platform = await startPlatform()
      const { client } = platform
      const { modelId } = await client.models.create({ fieldConfig: invoiceFields, ...SIZE })
      const documentId = await upload(client, `documents/${name}`)
      const { predictions } = await client.predictions.create({ documentId, modelId })
      expect(predictions).toEqual(
        Object.keys(invoiceFields).map((label) => ({ label, value: null, confidence: 0 })),
      )
    },
  )

  it.each([
    ['broken.pdf', 'the PDF is broken'],
    ['encrypted.pdf', 'the PDF is encrypted: a password is needed'],
    ['not-a-pdf.pdf', 'PDF'],
  ])('are refused with a clear message for %s, and the platform goes on', async (name, message) => {
    await using platform = await startPlatform()
    const { client } = platform
    const { modelId } = await client.models.create({ fieldConfig: invoiceFields, ...SIZE })
    const broken = await upload(client, `documents/${name}`)
    await expect(client.predictions.create({ documentId: broken, modelId })).rejects.toMatchObject({
      name: 'RequestRefusedError',
      status: 400,
      message: expect.stringContaining(message),
    })
    const documentId = await upload(client, 'documents/empty.pdf')
    await expect(client.predictions.create({ documentId, modelId })).resolves.toMatchObject({ documentId })
  })

  it('come from a document at the limit of the API, but not above', async () => {
    await using platform = await startPlatform()
    const { client } = platform
    const { modelId } = await client.models.create({ fieldConfig: invoiceFields, ...SIZE })
    // Readers find a PDF's end by its last bytes: what stands in between may be anything.
    const pdf = await readFile(new URL('../../examples/predict/invoice.pdf', import.meta.url))
    const largest = Buffer.concat([pdf, Buffer.alloc(4_687_500 - pdf.length, '\n')])
    const { documentId } = await client.documents.create({
      content: largest.toString('base64'),
      contentType: 'application/pdf',
    })
    await expect(client.predictions.create({ documentId, modelId })).resolves.toMatchObject({ documentId })
    const tooLarge = Buffer.alloc(6_000_000, pdf).toString('base64')
    await expect(
      client.documents.create({ content: tooLarge, contentType: 'application/pdf' }),
    ).rejects.toThrow('body.content: Too big: expected at most 6,250,000 base64 characters')
  })

  it('come from another predictor where one is given', async () => {
    await using platform = await startPlatform({
      predictor: async ({ fieldConfig }) =>
        Object.keys(fieldConfig).map((label) => ({ label, value: 'mine', confidence: 1 })),
    })
    const { client } = platform
    const fieldConfig = { title: { type: 'all' as const, maxLength: 20 } }
    const { modelId } = await client.models.create({ fieldConfig, ...SIZE })
    const documentId = await upload(client, 'documents/empty.pdf')
    const { predictions } = await client.predictions.create({ documentId, modelId })
    expect(predictions).toEqual([{ label: 'title', value: 'mine', confidence: 1 }])
  })
})

async function upload(client: Client, path: string): Promise<string> {
  const content = await readFile(new URL(path, fixtures), 'base64')
  return (await client.documents.create({ content, contentType: 'application/pdf' })).documentId
}
