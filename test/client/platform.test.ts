// The client and the local platform, over HTTP and in one process.
import { setTimeout as delay } from 'node:timers/promises'
import { readFile } from 'node:fs/promises'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { AccessDeniedError, createClient, fileContent, RequestRefusedError } from '../../client/index.ts'
import { systemClock } from '../../contract/index.ts'
import { createPlatform } from '../../platform/index.ts'
import { rejection } from '../support/rejection.ts'
import { startPlatform } from '../support/platform.ts'

const INVOICE = 'examples/predict/invoice.pdf'

describe('the client of a platform', () => {
  test('uploads a file, and gets back what it is made of', async () => {
    await using platform = await startPlatform()
    const file = await fileContent(INVOICE)
    const { documentId } = await platform.client.documents.create({ ...file, retentionInDays: 7 })
    const document = await platform.client.documents.get(documentId)
    expect(document).toMatchObject({ ...file, retentionInDays: 7 })
    expectTypeOf(document.content).toEqualTypeOf<string>()
    const content = await platform.client.documents.content(documentId)
    expectTypeOf(content).toEqualTypeOf<Uint8Array>()
    expect(Buffer.compare(content, await readFile(INVOICE))).toBe(0)
  })

  test('iterates over all pages of a list, with its filter', async () => {
    await using platform = await startPlatform()
    const { documents, datasets } = platform.client
    const { datasetId } = await datasets.create()
    const file = await fileContent(INVOICE)
    for (const more of [{ datasetId }, {}, { datasetId }, { datasetId }])
      await documents.create({ ...file, ...more })
    const found: unknown[] = []
    for await (const document of documents.list({ datasetId: [datasetId], maxResults: 1 }))
      found.push(document)
    expect(found).toHaveLength(3)
  })

  test('deletes all documents while it iterates over them', async () => {
    await using platform = await startPlatform()
    const { documents } = platform.client
    const file = await fileContent(INVOICE)
    for (let count = 0; count < 3; count += 1) await documents.create(file)
    let deleted = 0
    for await (const _ of documents.deleteAll({ maxResults: 1 })) deleted += 1
    expect(deleted).toBe(3)
    expect(await documents.list()).toMatchObject({ documents: [] })
  })

  test('says what the API has against a request', async () => {
    await using platform = await startPlatform()
    const error = await rejection(
      platform.client.documents.create({ content: 'e30=', contentType: 'text/plain' as never }),
    )
    expect(error).toBeInstanceOf(RequestRefusedError)
    expect(error).toMatchObject({ status: 400, apiMessage: expect.stringContaining('contentType') })
  })

  test('needs no token where the API asks for none', async () => {
    await using platform = await createPlatform()
    const { client } = inProcess(platform, { clientSecret: 'wrong' })
    const email = 'someone@example.com'
    const answer = await client.signup.create({ email, password: 'Passw0rd!', reCaptchaResponse: 'a human' })
    expect(answer).toMatchObject({ username: email })
  })

  test('is denied access with a wrong secret', async () => {
    await using platform = await createPlatform()
    const { client } = inProcess(platform, { clientSecret: 'wrong' })
    expect(await rejection(client.models.list())).toBeInstanceOf(AccessDeniedError)
  })

  test('renews a token that has expired by the platform’s clock only', async () => {
    let ahead = 0
    const clock = { ...systemClock, now: () => systemClock.now() + ahead }
    await using platform = await createPlatform({ clock })
    const { client, paths } = inProcess(platform)
    await client.models.list()
    ahead = 3_600_000
    await client.models.list()
    expect(paths).toEqual(['/oauth2/token', '/v1/models', '/v1/models', '/oauth2/token', '/v1/models'])
  })

  test('keeps to a limit of requests at once', async () => {
    await using platform = await createPlatform()
    let [running, most] = [0, 0]
    const { appClient } = platform
    const client = createClient(
      { ...appClient, ...ENDPOINTS },
      {
        concurrency: 2,
        fetch: async (request) => {
          most = Math.max(most, (running += 1))
          const answer = await platform.fetch(request)
          await delay(0)
          running -= 1
          return answer
        },
      },
    )
    await Promise.all(Array.from({ length: 10 }, () => client.models.list()))
    expect(most).toBe(2)
  })
})

const ENDPOINTS = { apiEndpoint: 'http://platform/v1', authEndpoint: 'http://platform/oauth2' }

/** A client of a platform that listens nowhere. */
function inProcess(
  platform: Awaited<ReturnType<typeof createPlatform>>,
  credentials: { clientSecret?: string } = {},
) {
  const paths: string[] = []
  const { clientId, clientSecret } = { ...platform.appClient, ...credentials }
  const client = createClient(
    { clientId, clientSecret, ...ENDPOINTS },
    {
      fetch: (request) => {
        paths.push(new URL(request.url).pathname)
        return platform.fetch(request)
      },
    },
  )
  return { client, paths }
}
