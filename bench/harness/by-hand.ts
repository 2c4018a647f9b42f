import { createClient, type Client } from 'docker-transition/client'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { pino } from 'pino'
import transition from './handler.ts'

const documentId = `las:document:${'d'.repeat(32)}`
const modelId = `las:model:${'e'.repeat(32)}`
const prediction = {
  predictionId: `las:prediction:${'f'.repeat(32)}`,
  documentId,
  modelId,
  predictions: [{ label: 'total_amount', value: '12.50', confidence: 0.9 }],
  inferenceTime: 0,
  timestamp: 1,
}

/** The handler as it is, with a client that answers at once: what any test of it takes. */
export async function runAlone(): Promise<number> {
  const client = { predictions: { create: async () => prediction } } as unknown as Client
  return runWith(client)
}

/** The test as one writes it without a harness: the API by msw, the handler's context by hand. */
export function openByHand() {
  const server = setupServer(
    http.post('https://auth.example.com/oauth2/token', () =>
      HttpResponse.json({ access_token: 'token', expires_in: 3600, token_type: 'Bearer' }),
    ),
    http.post('https://api.example.com/v1/predictions', () => HttpResponse.json(prediction)),
  )
  server.listen({ onUnhandledFrame: 'error' })
  const credentials = {
    clientId: 'client',
    clientSecret: 'secret',
    authEndpoint: 'https://auth.example.com/oauth2',
    apiEndpoint: 'https://api.example.com/v1',
  }
  return {
    // As in a container, each execution fetches a token of its own.
    run: () => runWith(createClient(credentials)),
    [Symbol.dispose]: () => server.close(),
  }
}

async function runWith(client: Client): Promise<number> {
  const { total } = await transition.handler({
    input: { documentId },
    env: { MODEL_ID: modelId },
    client,
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
    progress: () => undefined,
    transitionId: `las:transition:${'a'.repeat(32)}`,
    executionId: `las:transition-execution:${'b'.repeat(32)}`,
  })
  return total
}
