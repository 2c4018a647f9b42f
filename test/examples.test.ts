import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { harness, type HarnessOptions } from '../testing/index.ts'
import '../testing/vitest.ts'

const examples = new URL('../examples/', import.meta.url)
const pathOf = (path: string) => fileURLToPath(new URL(path, examples))
const readJson = async (path: string) => JSON.parse(await readFile(pathOf(path), 'utf8'))

/** A harness for an example's handler, with its document where it has one. */
function open(handler: string, document?: string, options: HarnessOptions = {}) {
  const documents = document === undefined ? {} : { document: pathOf(document) }
  return harness(new URL(handler, examples), { documents, ...options })
}

it('predict reads an invoice', async () => {
  await using t = await open('predict/handler.ts', 'predict/invoice.pdf')
  const { output } = await t.run()
  expect(output?.['predictions']).toEqual(
    expect.arrayContaining(
      ['BW-2026-0418', '2026-04-14', '8638.80'].map((value) => expect.objectContaining({ value })),
    ),
  )
})

it('compare takes the ground truth where the prediction is doubtful', async () => {
  const groundTruth = { invoice_id: '10 482 771 306', total_amount: '275.40' }
  await using t = await harness(new URL('compare/handler.ts', examples), {
    documents: { bill: { content: pathOf('compare/invoice.pdf'), groundTruth } },
    env: { CONFIDENCE_THRESHOLD: '0.5' },
  })
  const input = { documentId: t.documents.bill, ...(await readJson('compare/input.json')) }
  const { output } = await t.run(input)
  expect(output).toMatchObject({
    predictions: [
      { value: '10 482 771 306', confidence: 1 },
      { value: '2026-01-08', confidence: 0.92 },
      { value: '275.40', confidence: 1 },
    ],
    needsCorrection: true,
  })
})

it('feedback writes the ground truth', async () => {
  await using t = await harness(new URL('feedback/handler.ts', examples), {
    documents: { invoice: pathOf('feedback/invoice.pdf') },
  })
  const documentId = t.documents.invoice
  expect(await t.run({ documentId, ...(await readJson('feedback/input.json')) })).toHaveSucceeded()
  const { groundTruth } = await t.client.documents.get(documentId)
  expect(groundTruth).toContainEqual({ label: 'total_amount', value: '7422.42' })
})

it('export posts a document to an ERP once, though it is busy at first', async () => {
  const seen: unknown[] = []
  await using erp = await serve((request, response) => {
    seen.push(request.headers['idempotency-key'])
    const isBusy = seen.length === 1
    response.writeHead(isBusy ? 503 : 201, { 'content-type': 'application/json', 'retry-after': '0' })
    response.end('{"voucherId": "V-7"}')
  })
  await using t = await open('export/handler.ts', undefined, { env: { ERP_ENDPOINT: `${erp.url}/api` } })
  const input = await readJson('export/input.json')
  expect(await t.run(input)).toHaveSucceededWith({ documentId: input.documentId, voucherId: 'V-7' })
  expect(seen).toEqual([input.documentId, input.documentId])
})

it('worker finds a supplier', async () => {
  await using t = await open('worker/handler.ts')
  const { output } = await t.run(await readJson('worker/input.json'))
  expect(output).toMatchObject({ supplierId: 'S-100' })
})

it('javascript says who approves an invoice', async () => {
  await using t = await open('javascript/handler.js', 'javascript/invoice.pdf')
  expect((await t.run()).output).toMatchObject({ total: '324.16', approver: 'team lead' })
})

it('native makes a photograph upright, grey and smaller', async () => {
  await using t = await open('native/handler.ts', 'native/receipt.jpg')
  const result = await t.run()
  expect(result).toHaveSucceeded()
  const { documentId, bytes } = result.output as {
    documentId: string
    bytes: { before: number; after: number }
  }
  expect(bytes.after).toBeLessThan(bytes.before)
  const content = await t.client.documents.content(documentId)
  const { default: sharp } = await import('sharp')
  expect(await sharp(content).metadata()).toMatchObject({ space: 'b-w', height: 2000 })
})

it('native rejects what is no photograph', async () => {
  await using t = await open('native/handler.ts', 'javascript/invoice.pdf')
  expect(await t.run()).toHaveBeenRejected('A photograph is expected, and this is application/pdf')
})

it('streaming finds the invoices that are paid', async () => {
  const statement = await readFile(pathOf('streaming/statement.csv'))
  await using bank = await serve((_, response) => response.end(statement))
  await using t = await open('streaming/handler.ts')
  const invoices = { 'BW-2026-0418': '8638.80', 'BW-2026-0419': '98.00' }
  expect(await t.run({ statement: bank.url, invoices })).toHaveSucceededWith({
    paid: ['BW-2026-0418'],
    open: ['BW-2026-0419'],
    lines: 3,
  })
})

it.each(['compare', 'export', 'feedback', 'predict', 'worker'])(
  "%s is the template's, to the letter",
  async (name) => {
    const template = new URL(`../templates/${name}/handler.ts`, import.meta.url)
    expect(await readFile(template, 'utf8')).toBe(await readFile(pathOf(`${name}/handler.ts`), 'utf8'))
  },
)

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : address
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
