import { expect, test } from 'vitest'
import type { Clock } from '../../contract/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { openPlatform, type EmbeddedPlatform } from '../support/embedded-platform.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const OURS = { ...FORM, 'sec-fetch-site': 'same-origin' }

/** A request to the page, by a listener that only this machine reaches, or by one that others reach too. */
async function ask(
  { platform }: EmbeddedPlatform,
  path: string,
  {
    isLocal = true,
    host = 'localhost:4010',
    ...init
  }: RequestInit & { isLocal?: boolean; host?: string } = {},
): Promise<Response> {
  const answer = await platform.page?.fetch(new Request(`http://${host}${path}`, init), isLocal)
  if (!answer) throw new Error('the platform has no page')
  return answer
}

const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''

async function logIn(
  opened: EmbeddedPlatform,
  fields: Record<string, string>,
  to?: string,
): Promise<Response> {
  const body = new URLSearchParams({ ...fields, ...(to !== undefined && { to }) })
  return ask(opened, '/login', { method: 'POST', body, headers: OURS, isLocal: false, host: 'box:4010' })
}

test('a platform has a page only where it is asked for one', async () => {
  await using without = await openPlatform()
  expect(without.platform.page).toBeUndefined()
  await using opened = await openPlatform({ web: true })
  expect((await ask(opened, '/executions')).status).toBe(200)
})

test.each(['127.0.0.1:4010', '[::1]:4010', 'localhost'])('this machine may look, as %s', async (host) => {
  await using opened = await openPlatform({ web: true })
  expect((await ask(opened, '/executions', { host })).status).toBe(200)
})

test.each(['evil.example', 'localhost.evil.example:4010', '192.168.0.7:4010'])(
  'a site that lets its name %s mean this machine gets nothing',
  async (host) => {
    await using opened = await openPlatform({ web: true })
    const answer = await ask(opened, '/executions', { host })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('to this machine only')
  },
)

test('forms are taken from this page only', async () => {
  await using opened = await openPlatform({ web: true })
  const stop = `/executions/las:transition-execution:${'0'.repeat(32)}/stop`
  const post = (headers: Record<string, string>) => ask(opened, stop, { method: 'POST', headers, body: '' })
  expect(
    (await post({ ...FORM, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status,
  ).toBe(403)
  expect((await post({ ...FORM, origin: 'https://evil.example' })).status).toBe(403)
  expect((await post(FORM)).status).toBe(403)
  expect((await post({ 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' })).status).toBe(415)
  expect((await post({ 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' })).status).toBe(
    415,
  )
  expect((await post(OURS)).status).toBe(404)
  expect((await post({ ...FORM, origin: 'http://localhost:4010' })).status).toBe(404)
})

test('nothing is loaded from elsewhere, and no other site shows the page in a frame', async () => {
  await using opened = await openPlatform({ web: true })
  const { headers } = await ask(opened, '/executions')
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
  )
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('access-control-allow-origin')).toBeNull()
})

test('from elsewhere one has to log in first, and then gets where one wanted to', async () => {
  await using opened = await openPlatform({ web: true })
  const elsewhere = { isLocal: false, host: 'box:4010' }
  const asked = await ask(opened, '/executions?status=failed', elsewhere)
  expect(asked.status).toBe(303)
  expect(asked.headers.get('location')).toBe('/login?to=%2Fexecutions%3Fstatus%3Dfailed')
  expect((await ask(opened, '/events', elsewhere)).status).toBe(401)

  const { clientId, clientSecret } = opened.platform.appClient
  expect((await logIn(opened, { clientId, clientSecret: 'wrong' })).status).toBe(403)
  const answer = await logIn(opened, { clientId, clientSecret }, '/executions?status=failed')
  expect(answer.headers.get('location')).toBe('/executions?status=failed')
  expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict/)
  const headers = { cookie: cookieOf(answer) }
  const page = await ask(opened, '/executions', { ...elsewhere, headers })
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Log out')
})

test.each(['//evil.example', String.raw`/\evil.example`, 'https://evil.example'])(
  'logging in does not lead to %s',
  async (to) => {
    await using opened = await openPlatform({ web: true })
    const { clientId, clientSecret } = opened.platform.appClient
    expect((await logIn(opened, { clientId, clientSecret }, to)).headers.get('location')).toBe('/')
  },
)

test('a session ends after a working day, and with its app client; a token for the API is none', async () => {
  // Time leaps: what a platform does each second would be done 43,200 times.
  const [still, day] = [new VirtualClock(), { passedMs: 0 }]
  const clock: Clock = {
    now: () => still.now() + day.passedMs,
    sleep: (ms, signal) => still.sleep(ms, signal),
  }
  await using opened = await openPlatform({ web: true, clock })
  const { client, platform } = opened
  const other = await client.appClients.create({})
  const { clientId, clientSecret = '' } = other
  const statusOf = async (cookie: string) =>
    (await ask(opened, '/executions', { isLocal: false, host: 'box:4010', headers: { cookie } })).status

  const session = cookieOf(await logIn(opened, { clientId, clientSecret }))
  expect(await statusOf(session)).toBe(200)
  await client.appClients.delete(other.appClientId)
  expect(await statusOf(session)).toBe(303)

  const { clientId: first, clientSecret: secret } = platform.appClient
  const long = cookieOf(await logIn(opened, { clientId: first, clientSecret: secret }))
  expect(await statusOf(long)).toBe(200)
  day.passedMs = 12 * 3_600_000
  expect(await statusOf(long)).toBe(303)

  const token = await platform.fetch(
    new Request('http://platform/oauth2/token?grant_type=client_credentials', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${first}:${secret}`)}` },
    }),
  )
  const { access_token: accessToken } = (await token.json()) as { access_token: string }
  expect(await statusOf(`transition_session=${accessToken}`)).toBe(303)
  expect(await statusOf('transition_session=x.y.z')).toBe(303)
})

test('what somebody else wrote is shown as text', async () => {
  await using opened = await openPlatform({ web: true })
  const parameters = { imageUrl: 'team/predict:1' }
  const name = '<script>alert(1)</script>'
  const { transitionId } = await opened.client.transitions.create({
    transitionType: 'docker',
    name,
    parameters,
  })
  await opened.client.transitions.executions.create(transitionId, { input: { '<b>': '"><img src=x>' } })
  for (const path of ['/executions', '/transitions', `/transitions/${transitionId}`]) {
    const html = await (await ask(opened, path)).text()
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img src=x>')
  }
})
