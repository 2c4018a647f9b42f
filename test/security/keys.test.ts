// Rights by way of app clients: API keys, which have every scope, and the platform's first client.
import { expect, it } from 'vitest'
import { createClient, type Credentials } from '../../client/index.ts'
import { startCommand } from '../support/command-platform.ts'
import { run } from '../support/programs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Calls with a token that has these scopes only. */
async function limited({ apiEndpoint, authEndpoint, clientId, clientSecret }: Credentials, scopes: string[]) {
  const granted = await fetch(`${authEndpoint}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: scopes.map((scope) => `api.lucidtech.ai/${scope}`).join(' '),
    }),
  })
  const { access_token: token }: { access_token: string } = JSON.parse(await granted.text())
  return async (method: string, path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const response = await fetch(apiEndpoint + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
}

/** All texts of a value. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsIn)

it('who may read or change app clients gets no key of one', async () => {
  await using platform = await startCommand(['--data', ':memory:'])
  const { line, client } = platform
  const made = await client.appClients.create({ name: 'other' })
  expect(made.apiKey).toBeTypeOf('string')
  const call = await limited(line, ['appclients:read', 'appclients:write'])
  const path = `/appClients/${made.appClientId}`
  const answers = [
    await call('GET', '/appClients'),
    await call('PATCH', path, { name: 'renamed' }),
    await call('PATCH', `/appClients/${(await client.appClients.list()).appClients[0]?.appClientId}`, {
      name: 'a',
    }),
  ]
  expect(await call('GET', '/documents')).toMatchObject({ status: 403 })
  for (const { status, body } of answers) {
    expect(status).toBe(200)
    for (const text of textsIn(body)) {
      const headers = { 'x-api-key': encodeURIComponent(text) }
      expect((await fetch(`${line.apiEndpoint}/documents`, { headers })).status).toBe(403)
    }
  }
  expect(textsIn(await call('DELETE', path))).not.toContain(made.apiKey)
})

it('the first app client stays deleted, until its owner asks for another', async () => {
  await using folder = await temporaryFolder()
  const data = ['--data', folder.path]
  const first = await startCommand(data)
  const other = await first.client.appClients.create({ name: 'other' })
  const { appClients } = await first.client.appClients.list()
  const firstId = appClients.find(({ name }) => name === 'First app client')?.appClientId ?? ''
  const { clientSecret = '' } = other
  await createClient({ ...first.line, ...other, clientSecret, apiKey: undefined }).appClients.delete(firstId)
  await first[Symbol.asyncDispose]()

  const second = await startCommand(data)
  expect(second.line).toMatchObject({ clientId: null, clientSecret: null, apiKey: null })
  const { apiEndpoint, authEndpoint } = second.line
  const leaked = { ...first.line, apiEndpoint, authEndpoint }
  await expect(createClient(leaked).documents.list()).rejects.toMatchObject({ status: 401 })
  const headers = { 'x-api-key': first.line.apiKey }
  expect((await fetch(`${apiEndpoint}/documents`, { headers })).status).toBe(403)
  const { code, stderr } = await run('transition', { args: ['executions', '--local', folder.path] })
  expect(stderr).toContain('its first app client was deleted')
  expect(code).toBe(64)
  await second[Symbol.asyncDispose]()

  const third = await startCommand([...data, '--new-client'])
  expect(third.line.clientId).not.toBe(first.line.clientId)
  await expect(third.client.documents.list()).resolves.toMatchObject({ documents: [] })
  await third[Symbol.asyncDispose]()

  await using fourth = await startCommand(data)
  const { clientId, clientSecret: secret, apiKey } = third.line
  expect(fourth.line).toMatchObject({ clientId, clientSecret: secret, apiKey })
  await expect(
    createClient({
      ...leaked,
      apiEndpoint: fourth.line.apiEndpoint,
      authEndpoint: fourth.line.authEndpoint,
    }).documents.list(),
  ).rejects.toMatchObject({ status: 401 })
})
