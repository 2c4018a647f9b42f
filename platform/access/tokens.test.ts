import { expect, test } from 'vitest'
import { openPlatform, type EmbeddedPlatform } from '../../test/support/embedded-platform.ts'

/** Asks for a token in the form; `basic` is `id:secret`. */
async function askForToken(
  { platform }: EmbeddedPlatform,
  form: Record<string, string>,
  basic = `${platform.appClient.clientId}:${platform.appClient.clientSecret}`,
) {
  const response = await platform.fetch(
    new Request('http://platform/oauth2/token', {
      method: 'POST',
      headers: basic === '' ? {} : { authorization: `Basic ${btoa(basic)}` },
      body: new URLSearchParams(form),
    }),
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** Calls with a token, and answers with the status. */
async function statusWith({ platform }: EmbeddedPlatform, token: unknown, path: string): Promise<number> {
  const headers = { authorization: `Bearer ${String(token)}` }
  return (await platform.fetch(new Request(`http://platform/v1${path}`, { headers }))).status
}

const grant = { grant_type: 'client_credentials' }

test('a token without a wish has all scopes', async () => {
  await using opened = await openPlatform()
  const { status, body } = await askForToken(opened, grant)
  expect({ status, body }).toMatchObject({ status: 200, body: { expires_in: 3600, token_type: 'Bearer' } })
  expect(body).not.toHaveProperty('scope')
  for (const path of ['/documents', '/secrets', '/organizations/me', '/users'])
    expect(await statusWith(opened, body['access_token'], path)).toBe(200)
})

test('a token has the scopes that were asked for, and no other', async () => {
  await using opened = await openPlatform()
  const scope = 'api.lucidtech.ai/documents:read api.lucidtech.ai/secrets:read'
  const { body } = await askForToken(opened, { ...grant, scope })
  expect(body).toMatchObject({ scope })
  expect(await statusWith(opened, body['access_token'], '/documents')).toBe(200)
  expect(await statusWith(opened, body['access_token'], '/secrets')).toBe(200)
  expect(await statusWith(opened, body['access_token'], '/users')).toBe(403)
})

test.each(['junk', 'documents:read', 'api.lucidtech.ai/documents:read api.lucidtech.ai/documents:eat'])(
  'the scope %s is refused',
  async (scope) => {
    await using opened = await openPlatform()
    expect(await askForToken(opened, { ...grant, scope })).toMatchObject({
      status: 400,
      body: { error: 'invalid_scope', message: expect.stringContaining('scope') },
    })
  },
)

test('id and secret may stand in the form', async () => {
  await using opened = await openPlatform()
  const { clientId, clientSecret } = opened.platform.appClient
  const form = { ...grant, client_id: clientId, client_secret: clientSecret }
  expect(await askForToken(opened, form, '')).toMatchObject({ status: 200 })
})

test.each(['', ':', 'a:b', ':b', 'noColon'])('the credentials %j are refused', async (basic) => {
  await using opened = await openPlatform()
  expect(await askForToken(opened, grant, basic)).toMatchObject({
    status: 401,
    body: { error: 'invalid_client' },
  })
})

test.each([{}, { grant_type: 'password' }, { grant_type: '' }])('the grant %j is refused', async (form) => {
  await using opened = await openPlatform()
  expect(await askForToken(opened, form as Record<string, string>)).toMatchObject({
    status: 400,
    body: { error: 'unsupported_grant_type' },
  })
})

test('the grant type may stand in the query, with a form that is none', async () => {
  await using opened = await openPlatform()
  const { clientId, clientSecret } = opened.platform.appClient
  const request = new Request('http://platform/oauth2/token?grant_type=client_credentials', {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
      'content-type': 'multipart/form-data',
    },
    body: 'junk',
  })
  expect((await opened.platform.fetch(request)).status).toBe(200)
})

test.each(['', 'client_secret=', 'client_id=a&client_secret='])(
  'a secret in the URL (%j) is refused, right as it may be: logs keep URLs',
  async (given) => {
    await using opened = await openPlatform()
    const { clientId, clientSecret } = opened.platform.appClient
    const query = new URLSearchParams({ ...grant, client_id: clientId, client_secret: clientSecret })
    const url = `http://platform/oauth2/token?${given === '' ? query.toString() : `${given}&grant_type=client_credentials`}`
    const answer = await opened.platform.fetch(new Request(url, { method: 'POST' }))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining('not in the URL') })
  },
)
