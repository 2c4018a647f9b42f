import { mkdtempDisposable, readFile, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPlatform, type EmbeddedPlatform } from '../../../test/support/embedded-platform.ts'

async function statusWithKey({ platform }: EmbeddedPlatform, apiKey: string | null): Promise<number> {
  const headers = { 'x-api-key': String(apiKey) }
  return (await platform.fetch(new Request('http://platform/v1/documents', { headers }))).status
}

test('the first app client is listed, and cannot delete itself', async () => {
  await using opened = await openPlatform()
  const { appClientId, clientId } = opened.platform.appClient
  const { appClients } = await opened.client.appClients.list()
  expect(appClients).toMatchObject([{ appClientId, clientId, apiKey: null, hasSecret: true }])
  await expect(opened.client.appClients.delete(appClientId)).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining('itself'),
  })
})

test('a new app client logs in with its secret, which is shown once, as is its key', async () => {
  await using opened = await openPlatform()
  const created = await opened.client.appClients.create({ name: 'mine' })
  const { clientSecret, ...rest } = created
  expect(clientSecret).toBeTypeOf('string')
  const { appClients } = await opened.client.appClients.list()
  expect(appClients.at(-1)).toEqual({ ...rest, apiKey: null })

  const client = opened.clientOf(created)
  expect(await client.secrets.create({ data: {} })).toMatchObject({ createdBy: created.appClientId })
  await expect(client.appClients.delete(created.appClientId)).rejects.toMatchObject({ status: 400 })
  expect(await statusWithKey(opened, created.apiKey)).toBe(200)
})

test('a public app client has no secret, and cannot log in with any', async () => {
  await using opened = await openPlatform()
  const created = await opened.client.appClients.create({
    generateSecret: false,
    callbackUrls: ['https://example.com/callback'],
    logoutUrls: ['http://localhost:3000/logout'],
  })
  expect(created).toMatchObject({ hasSecret: false, logoutUrls: ['http://localhost:3000/logout'] })
  expect(created).not.toHaveProperty('clientSecret')
  for (const clientSecret of ['', 'null', 'undefined'].filter(Boolean))
    await expect(opened.clientOf({ ...created, clientSecret }).documents.list()).rejects.toMatchObject({
      status: 401,
    })
  expect(await statusWithKey(opened, created.apiKey)).toBe(200)
})

test('what a deleted app client has left does not work any more', async () => {
  await using opened = await openPlatform()
  const created = await opened.client.appClients.create({})
  const client = opened.clientOf(created)
  await client.documents.list()
  expect(await opened.client.appClients.delete(created.appClientId)).toMatchObject({ name: null })
  await expect(client.documents.list()).rejects.toMatchObject({
    status: expect.toSatisfy((n) => n === 401 || n === 403),
  })
  expect(await statusWithKey(opened, created.apiKey)).toBe(403)
})

test('app clients outlive the platform, and no file says their secrets', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'app-clients-'))
  const created = await (async () => {
    await using opened = await openPlatform({ data: folder.path })
    return await opened.client.appClients.create({})
  })()
  await using opened = await openPlatform({ data: folder.path })
  await expect(opened.clientOf(created).documents.list()).resolves.toMatchObject({ documents: [] })
  expect((await opened.client.appClients.list()).appClients).toHaveLength(2)
  for (const name of await readdir(folder.path)) {
    const content = await readFile(join(folder.path, name), 'latin1')
    expect(content).not.toContain(created.clientSecret)
    expect(content).not.toContain(created.apiKey)
  }
})
