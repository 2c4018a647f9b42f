import { expect, test } from 'vitest'
import { createClient } from '../../client/index.ts'
import { CONTAINER_HEADER, HANDLER_HEADER } from '../../contract/container-header.ts'
import { parseFixture } from '../../contract/fixture.ts'
import { handlerUserAgent } from '../../contract/user-agent.ts'
import type { Launcher } from '../launchers/launcher.ts'
import { openPlatform, type EmbeddedPlatform } from '../../test/support/embedded-platform.ts'

/** Runs for ever: what its handler does, the test does. */
const idle: Launcher = {
  accepts: () => true,
  launch: ({ signal, onStart }) => {
    onStart()
    return new Promise((resolve) =>
      signal.addEventListener('abort', () => resolve({ code: 0, signal: null })),
    )
  },
}

const content = Buffer.from('%PDF-1.7 a document').toString('base64')

/** An execution whose handler has made some calls and succeeded. */
async function recorded(opened: EmbeddedPlatform) {
  const { client, platform } = opened
  const secret = await client.secrets.create({ data: { ERP_PIN: 'open sesame' } })
  const parameters = {
    imageUrl: 'team/predict:1',
    environment: { REGION: 'north' },
    environmentSecrets: [secret.secretId],
  }
  const { transitionId } = await client.transitions.create({ transitionType: 'docker', parameters })
  const { documentId } = await client.documents.create({ content, contentType: 'application/pdf' })
  const { executionId } = await client.transitions.executions.create(transitionId, { input: { documentId } })

  const { clientId, clientSecret } = platform.appClient
  const credentials = {
    clientId,
    clientSecret,
    apiEndpoint: 'http://platform/v1',
    authEndpoint: 'http://platform/oauth2',
  }
  const { clock } = opened
  const runtime = { clock, fetch: platform.fetch, headers: { [CONTAINER_HEADER]: 'its container' } }
  await createClient(credentials, runtime).transitions.executions.get(transitionId, executionId)
  const handler = createClient(credentials, {
    clock,
    fetch: platform.fetch,
    userAgent: handlerUserAgent('1.0.0', executionId),
    headers: { [HANDLER_HEADER]: 'its container' },
  })
  await handler.documents.get(documentId)
  await handler.documents.update(documentId, { groundTruth: [{ label: 'pin', value: 'open sesame' }] })
  for await (const _ of handler.documents.list({ maxResults: 5 })) break
  await handler.models.get(`las:model:${'0'.repeat(32)}`).catch(() => undefined)
  await handler.transitions.executions.get(transitionId, executionId)
  await client.transitions.executions.update(transitionId, executionId, {
    status: 'succeeded',
    output: { total: 1 },
  })
  return { transitionId, executionId, documentId }
}

async function ask({ platform }: EmbeddedPlatform, path: string, apiKey = platform.appClient.apiKey) {
  return platform.fetch(new Request(`http://platform${path}`, { headers: { 'x-api-key': apiKey } }))
}

test('an execution is had as a fixture: its calls in order, files beside them, secrets hidden', async () => {
  await using opened = await openPlatform({ launchers: [idle] })
  const { transitionId, executionId, documentId } = await recorded(opened)
  const answer = await ask(opened, `/local/transitions/${transitionId}/executions/${executionId}/fixture`)
  const text = await answer.text()
  const fixture = parseFixture(text, 'it')
  expect(fixture).toMatchObject({
    executionId,
    transition: { transitionId },
    environment: { ERP_PIN: null, REGION: 'north' },
    input: { documentId },
    outcome: { status: 'succeeded', output: { total: 1 } },
  })
  expect(fixture.exchanges.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
    'documents.get 200',
    'documents.update 200',
    'documents.list 200',
    'models.get 404',
  ])
  expect(fixture.exchanges[2]?.query).toEqual({ maxResults: '5' })
  expect(Object.values(fixture.files)).toEqual([{ contentType: 'application/pdf', content }])
  expect(text).not.toContain('open sesame')
})

test('a fixture is for those who may read executions, and of the transition that is named', async () => {
  await using opened = await openPlatform({ launchers: [idle] })
  const { transitionId, executionId } = await recorded(opened)
  const path = `/local/transitions/${transitionId}/executions/${executionId}/fixture`
  expect((await ask(opened, path, 'wrong')).status).toBe(403)
  const other = `las:transition:${'0'.repeat(32)}`
  expect((await ask(opened, path.replace(transitionId, other))).status).toBe(404)
})

test('work of a person is no fixture', async () => {
  await using opened = await openPlatform()
  const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
  const { executionId } = await opened.platform.enqueue(transitionId, {})
  const answer = await ask(opened, `/local/transitions/${transitionId}/executions/${executionId}/fixture`)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ message: expect.stringContaining('of a manual transition') })
})
