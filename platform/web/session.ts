import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Caller } from '../auth.ts'
import { matches } from '../credentials.ts'
import { signToken, verifyToken } from '../json-web-token.ts'
import type { Identity } from '../tokens.ts'
import type { WebApp, WebContext } from './env.ts'
import { formOf } from './form.ts'
import { layout } from './html/layout.ts'
import type { PageServices } from './page.ts'
import { loginPage } from './views/login.ts'

const COOKIE = 'transition_session'
/** A working day. */
const LIFETIME_SECONDS = 12 * 3600
/** Tells a session from a token for the API: neither is taken for the other. */
const AUDIENCE = 'web'

/** Serves the pages on which app clients log in and out. */
export function serveSessions(app: WebApp, services: PageServices): void {
  app.get('/login', (context) =>
    context.html(layout({ title: 'Log in' }, loginPage({ to: context.req.query('to') }))),
  )

  app.post('/login', async (context) => {
    const form = await formOf(context)
    const clientId = form.get('clientId')?.trim() ?? ''
    const to = form.get('to') ?? undefined
    const { rows } = await services.store.list('appClients', { where: { clientId }, limit: 1 })
    const [appClient] = rows
    if (!appClient?.secretHash || !matches(form.get('clientSecret')?.trim() ?? '', appClient.secretHash)) {
      const page = loginPage({ to, clientId, message: 'Unknown client id, or wrong client secret' })
      return context.html(layout({ title: 'Log in' }, page), 403)
    }
    startSession(context, services, appClient.appClientId)
    return context.redirect(isOurs(to) ? to : '/', 303)
  })

  app.post('/logout', (context) => {
    deleteCookie(context, COOKIE)
    return context.redirect('/login', 303)
  })
}

/** The path is one of this site; `//elsewhere` and `/\elsewhere` are not. */
function isOurs(path: string | undefined): path is string {
  return path !== undefined && /^\/[^/\\]/.test(path)
}

function startSession(context: WebContext, { keyring, clock }: Identity, appClientId: string): void {
  const exp = Math.floor(clock.now() / 1000) + LIFETIME_SECONDS
  setCookie(context, COOKIE, signToken({ aud: AUDIENCE, sub: appClientId, exp }, keyring), {
    httpOnly: true,
    sameSite: 'Strict',
    secure: new URL(context.req.url).protocol === 'https:',
    path: '/',
    maxAge: LIFETIME_SECONDS,
  })
}

/** Who has logged in; undefined if nobody has, or too long ago, or an app client that is gone. */
export async function findSession(
  context: WebContext,
  { store, keyring, clock }: Identity,
): Promise<Caller | undefined> {
  const claims = verifyToken(getCookie(context, COOKIE) ?? '', keyring)
  if (claims?.['aud'] !== AUDIENCE || !(Number(claims['exp']) * 1000 > clock.now())) return undefined
  const appClient = await store.get('appClients', String(claims['sub']))
  return appClient && { id: appClient.appClientId }
}
