import { expect, test } from 'vitest'
import type { Clock } from '../../contract/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { openPlatform, type EmbeddedPlatform } from '../support/embedded-platform.ts'
import { cookieOf, OWN_FORM } from '../support/web-session.ts'

const FORM = { 'content-type': OWN_FORM['content-type'] }

/** A request to the page, by a listener that only this machine reaches, or by one that others reach too. */
async function ask(
  { platform }: EmbeddedPlatform,
  path: string,
  {
    isLoopback = true,
    publicUrl,
    host = 'localhost:4010',
    ...init
  }: RequestInit & { isLoopback?: boolean; publicUrl?: URL; host?: string } = {},
): Promise<Response> {
  const answer = await platform.page?.fetch(new Request(`http://${host}${path}`, init), {
    isLoopback,
    publicUrl,
  })
  if (!answer) throw new Error('the platform has no page')
  return answer
}

/** A cookie's name. */
const nameIn = (cookie: string) => cookie.split('=')[0]

/** A listener that other machines reach. */
const ELSEWHERE = { isLoopback: false, host: 'box:4010' }

async function logIn(
  opened: EmbeddedPlatform,
  fields: Record<string, string>,
  to?: string,
): Promise<Response> {
  const body = new URLSearchParams({ ...fields, ...(to !== undefined && { to }) })
  return ask(opened, '/login', { method: 'POST', body, headers: OWN_FORM, ...ELSEWHERE })
}

/** The headers of somebody who has opened a link. */
async function asOwner(opened: EmbeddedPlatform): Promise<{ cookie: string }> {
  const answer = await logIn(opened, { code: (await opened.platform.page?.createCode()) ?? '' })
  return { cookie: cookieOf(answer) }
}

test('a platform has a page only where it is asked for one', async () => {
  await using without = await openPlatform()
  expect(without.platform.page).toBeUndefined()
  await using opened = await openPlatform({ web: true })
  expect((await ask(opened, '/executions', { headers: await asOwner(opened) })).status).toBe(200)
})

test.each(['127.0.0.1:4010', '[::1]:4010', 'localhost'])(
  'whoever has opened a link may look, as %s; nobody else of this machine',
  async (host) => {
    await using opened = await openPlatform({ web: true })
    expect((await ask(opened, '/executions', { host })).status).toBe(303)
    expect((await ask(opened, '/executions', { host, headers: await asOwner(opened) })).status).toBe(200)
  },
)

test.each(['evil.example', 'localhost.evil.example:4010', '192.168.0.7:4010'])(
  'a site that lets its name %s mean this machine gets nothing',
  async (host) => {
    await using opened = await openPlatform({ web: true })
    const answer = await ask(opened, '/executions', { host, headers: await asOwner(opened) })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('only by this machine')
  },
)

test('forms are taken from this page only', async () => {
  await using opened = await openPlatform({ web: true })
  const stop = `/executions/las:transition-execution:${'0'.repeat(32)}/stop`
  const session = await asOwner(opened)
  const post = (headers: Record<string, string>) =>
    ask(opened, stop, { method: 'POST', headers: { ...session, ...headers }, body: '' })
  expect(
    (await post({ ...FORM, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status,
  ).toBe(403)
  expect((await post({ ...FORM, origin: 'https://evil.example' })).status).toBe(403)
  expect((await post(FORM)).status).toBe(403)
  expect((await post({ 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' })).status).toBe(415)
  expect((await post({ 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' })).status).toBe(
    415,
  )
  expect((await post(OWN_FORM)).status).toBe(404)
  expect((await post({ ...FORM, origin: 'http://localhost:4010' })).status).toBe(404)
})

test('nothing is loaded from elsewhere, and no other site shows the page in a frame', async () => {
  await using opened = await openPlatform({ web: true })
  const { headers } = await ask(opened, '/executions', { headers: await asOwner(opened) })
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
  )
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('access-control-allow-origin')).toBeNull()
})

test('a link works once, whoever opens it at the same time', async () => {
  await using opened = await openPlatform({ web: true })
  const code = (await opened.platform.page?.createCode()) ?? ''
  const answers = await Promise.all(['/a', '/b', '/c'].map((to) => logIn(opened, { code }, to)))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 403, 403])
  const winner = answers.find(({ status }) => status === 303)
  expect(winner?.headers.get('location')).toMatch(/^\/[abc]$/)
  const again = await logIn(opened, { code })
  expect(again.status).toBe(403)
  expect(await again.text()).toContain('This link is void')
})

test('a link is void after ten minutes', async () => {
  await using opened = await openPlatform({ web: true })
  const [early, late] = [await opened.platform.page?.createCode(), await opened.platform.page?.createCode()]
  await opened.clock.advance(599_000)
  expect((await logIn(opened, { code: early ?? '' })).status).toBe(303)
  await opened.clock.advance(1000)
  expect((await logIn(opened, { code: late ?? '' })).status).toBe(403)
})

test('whoever fetches the login page before its owner, to preview it, uses up no link', async () => {
  await using opened = await openPlatform({ web: true })
  const code = (await opened.platform.page?.createCode()) ?? ''
  for (const method of ['HEAD', 'GET'])
    expect((await ask(opened, `/login?code=${code}`, { method })).headers.get('set-cookie')).toBeNull()
  expect((await logIn(opened, { code })).status).toBe(303)
})

test('a session is no code, and a code no session', async () => {
  await using opened = await openPlatform({ web: true })
  const { cookie } = await asOwner(opened)
  const [name, token = ''] = cookie.split('=')
  expect((await logIn(opened, { code: token })).status).toBe(403)
  const code = await opened.platform.page?.createCode()
  const headers = { cookie: `${name}=${code}` }
  expect((await ask(opened, '/executions', { headers })).status).toBe(303)
})

test('logging out ends the session, for whoever has its cookie', async () => {
  await using opened = await openPlatform({ web: true })
  const headers = await asOwner(opened)
  const out = await ask(opened, '/logout', { method: 'POST', headers: { ...OWN_FORM, ...headers }, body: '' })
  expect(out.headers.get('set-cookie')).toMatch(/=; Max-Age=0/)
  expect((await ask(opened, '/executions', { headers })).status).toBe(303)
})

test('logging out ends what the session still listens to', async () => {
  await using opened = await openPlatform({ web: true })
  const headers = await asOwner(opened)
  const events = await ask(opened, '/events', { headers })
  const reader = events.body?.getReader()
  await reader?.read()
  await ask(opened, '/logout', { method: 'POST', headers: { ...OWN_FORM, ...headers }, body: '' })
  expect(await reader?.read()).toEqual({ done: true, value: undefined })
})

test('behind a proxy nobody is local: its headers open nothing, whatever name it calls by', async () => {
  await using opened = await openPlatform({ web: true })
  for (const header of ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'])
    for (const value of ['127.0.0.1', 'for=127.0.0.1;host=localhost', 'localhost'])
      expect((await ask(opened, '/executions', { headers: { [header]: value } })).status).toBe(303)
})

test('behind TLS the cookie is Secure and of this host only, and forms come from the public origin', async () => {
  await using opened = await openPlatform({ web: true })
  const publicUrl = new URL('https://transitions.example.com')
  const proxied = { publicUrl, host: 'transitions.example.com' }
  const code = (await opened.platform.page?.createCode()) ?? ''
  const post = (origin: string, path: string, body: URLSearchParams, more: Record<string, string> = {}) =>
    ask(opened, path, { ...proxied, method: 'POST', body, headers: { ...FORM, origin, ...more } })
  const form = new URLSearchParams({ code })
  expect((await post('https://evil.example', '/login', form)).status).toBe(403)
  const answer = await post(publicUrl.origin, '/login', form)
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-transition_[0-9a-f]{8}=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  )
  const headers = { cookie: cookieOf(answer) }
  // Proxies may call by the platform's own name.
  for (const host of ['transitions.example.com', '127.0.0.1:4010'])
    expect((await ask(opened, '/executions', { ...proxied, host, headers })).status).toBe(200)
  expect((await ask(opened, '/executions', { ...proxied, host: 'evil.example', headers })).status).toBe(403)
  expect((await post(publicUrl.origin, '/logout', new URLSearchParams(), headers)).status).toBe(303)
  expect((await ask(opened, '/executions', { ...proxied, headers })).status).toBe(303)
})

test('each platform has a cookie of its own, as browsers send those of one port to all', async () => {
  await using one = await openPlatform({ web: true })
  await using other = await openPlatform({ web: true })
  expect(nameIn((await asOwner(one)).cookie)).not.toBe(nameIn((await asOwner(other)).cookie))
})

test('forms are small before a login, and bounded after it', async () => {
  await using opened = await openPlatform({ web: true })
  const large = await logIn(opened, { clientId: 'x'.repeat(17_000), clientSecret: '' })
  expect(large.status).toBe(413)
  const headers = { ...OWN_FORM, ...(await asOwner(opened)) }
  const body = `input=${'x'.repeat(9_000_000)}`
  const answer = await ask(opened, `/transitions/las:transition:${'0'.repeat(32)}/run`, {
    method: 'POST',
    headers,
    body,
  })
  expect(answer.status).toBe(413)
})

test('an app client logs in, and then gets where it wanted to', async () => {
  await using opened = await openPlatform({ web: true })
  const asked = await ask(opened, '/executions?status=failed', ELSEWHERE)
  expect(asked.status).toBe(303)
  expect(asked.headers.get('location')).toBe('/login?to=%2Fexecutions%3Fstatus%3Dfailed')
  expect((await ask(opened, '/events', ELSEWHERE)).status).toBe(401)

  const { clientId, clientSecret } = opened.platform.appClient
  expect((await logIn(opened, { clientId, clientSecret: 'wrong' })).status).toBe(403)
  const answer = await logIn(opened, { clientId, clientSecret }, '/executions?status=failed')
  expect(answer.headers.get('location')).toBe('/executions?status=failed')
  expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict/)
  const headers = { cookie: cookieOf(answer) }
  const page = await ask(opened, '/executions', { ...ELSEWHERE, headers })
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Log out')
})

test.each([
  '//evil.example',
  String.raw`/\evil.example`,
  'https://evil.example',
  '/\t/evil.example',
  '\t//evil.example',
  String.raw`/.//evil.example`,
])('logging in does not lead to %s', async (to) => {
  await using opened = await openPlatform({ web: true })
  const { clientId, clientSecret } = opened.platform.appClient
  expect((await logIn(opened, { clientId, clientSecret }, to)).headers.get('location')).toBe('/')
})

test('a session ends after a working day, and with its app client; a token for the API is none', async () => {
  // Time leaps: what a platform does each second would be done 43,200 times.
  const [still, day] = [new VirtualClock(), { passedMs: 0 }]
  const clock: Clock = {
    now: () => still.now() + day.passedMs,
    monotonic: () => still.monotonic() + day.passedMs,
    sleep: (ms, signal) => still.sleep(ms, signal),
  }
  await using opened = await openPlatform({ web: true, clock })
  const { client, platform } = opened
  const other = await client.appClients.create({})
  const { clientId, clientSecret = '' } = other
  const statusOf = async (cookie: string) =>
    (await ask(opened, '/executions', { ...ELSEWHERE, headers: { cookie } })).status

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
  expect(await statusOf(`${nameIn(long)}=${accessToken}`)).toBe(303)
  expect(await statusOf(`${nameIn(long)}=x.y.z`)).toBe(303)
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
  const session = await asOwner(opened)
  for (const path of ['/executions', '/transitions', `/transitions/${transitionId}`]) {
    const html = await (await ask(opened, path, { headers: session })).text()
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img src=x>')
  }
})
