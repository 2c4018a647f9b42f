import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { PredictorRequest } from './predictor.ts'
import { urlPredictor } from './url.ts'

const request: PredictorRequest = {
  documentId: 'las:document:1',
  modelId: 'las:model:1',
  content: new Uint8Array([1, 2, 3]),
  contentType: 'image/png',
  fieldConfig: { total: { type: 'amount', maxLength: 20 }, iban: { type: 'alphanum', maxLength: 34 } },
  maxPages: 2,
}

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('urlPredictor', () => {
  it('posts the document and answers for every label', async () => {
    let asked: unknown
    let authorization: string | undefined
    await using server = await serve(async (incoming, response) => {
      asked = JSON.parse(await text(incoming))
      authorization = incoming.headers.authorization
      response.end(JSON.stringify({ predictions: [{ label: 'iban', value: 'DE00', confidence: 0.5 }] }))
    })
    const predict = urlPredictor(`http://me:secret@127.0.0.1:${server.port}/predict?key=1`)
    expect(await predict(request)).toEqual([
      { label: 'total', value: null, confidence: 0 },
      { label: 'iban', value: 'DE00', confidence: 0.5 },
    ])
    expect(asked).toEqual({
      contentType: 'image/png',
      content: 'AQID',
      fieldConfig: request.fieldConfig,
      maxPages: 2,
    })
    expect(authorization).toBe(`Basic ${Buffer.from('me:secret').toString('base64')}`)
  })

  it.each([
    [
      '{"predictions":[{"label":"total","value":"1","confidence":2}]}',
      200,
      'wrong answer: predictions.0.confidence',
    ],
    [
      '{"predictions":[{"label":"total","value":"","confidence":1}]}',
      200,
      'wrong answer: predictions.0.value',
    ],
    ['{}', 200, 'wrong answer: predictions'],
    ['no json', 200, 'wrong answer: it is no JSON'],
    ['{}', 503, 'answered 503 Service Unavailable'],
  ])('says what is wrong with the answer %s and status %i', async (body, status, message) => {
    await using server = await serve((_, response) => response.writeHead(status).end(body))
    await expect(urlPredictor(`http://127.0.0.1:${server.port}/`)(request)).rejects.toThrow(message)
  })

  it('names the URL without its secrets', async () => {
    await using server = await serve((_, response) => response.writeHead(500).end())
    const failing = urlPredictor(`http://me:secret@127.0.0.1:${server.port}/predict?key=1`)(request)
    await expect(failing).rejects.toThrow(
      new Error(
        `the predictor at http://127.0.0.1:${server.port}/predict answered 500 Internal Server Error`,
      ),
    )
  })

  it('says that nobody answers', async () => {
    const { port } = await closedServer()
    await expect(urlPredictor(`http://127.0.0.1:${port}/`)(request)).rejects.toThrow(
      'could not be reached: ECONNREFUSED',
    )
  })

  it('gives up an answer that takes too long', async () => {
    await using server = await serve(() => {})
    const predict = urlPredictor(`http://127.0.0.1:${server.port}/`, { timeoutMs: 20 })
    await expect(predict(request)).rejects.toThrow('did not answer within 0.02 s')
  })

  it('stops when it is told to', async () => {
    const controller = new AbortController()
    await using server = await serve(() => controller.abort(new Error('enough')))
    const predict = urlPredictor(`http://127.0.0.1:${server.port}/`)
    await expect(predict(request, { signal: controller.signal })).rejects.toThrow('enough')
  })
})

async function closedServer() {
  await using server = await serve(() => {})
  return { port: server.port }
}
