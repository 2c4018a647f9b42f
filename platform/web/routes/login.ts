import { BODY_LIMITS } from '../../api/body-limit.ts'
import { matches } from '../../access/credentials.ts'
import type { WebApp, WebContext } from '../env.ts'
import { formOf, limitForm } from '../form.ts'
import { layout } from '../html/layout.ts'
import type { PageServices } from '../services.ts'
import type { SessionCookie } from '../session-cookie.ts'
import type { Sessions } from '../sessions.ts'
import { loginPage, type LoginForm } from '../views/login.ts'

const VOID_CODE =
  'This link is void: it works once, within ten minutes. Log in as below, or get a new link where the platform runs'

/** What a login needs beyond the other parts of the page. */
export interface LoginServices extends PageServices {
  sessions: Sessions
  cookie: SessionCookie
  /** Told that a session has ended. */
  onLogout: () => Promise<void>
}

/** Serves the pages on which people log in, with a link's code or as an app client, and log out. */
export function loginRoutes(app: WebApp, { store, sessions, cookie, onLogout }: LoginServices): void {
  app.get('/login', (context) => show(context, { to: context.req.query('to') }, 200))

  app.post('/login', limitForm(BODY_LIMITS.small), async (context) => {
    const form = await formOf(context)
    const to = form.get('to') ?? undefined
    const code = form.get('code')?.trim()
    const token = code === undefined ? await byCredentials(form) : await sessions.redeem(code)
    if (token !== undefined) {
      await sessions.end(cookie.read(context))
      cookie.write(context, token)
    } else if (code === undefined) {
      const clientId = form.get('clientId') ?? ''
      return show(context, { to, clientId, message: 'Unknown client id, or wrong client secret' }, 403)
    } else if (context.get('caller') === undefined) {
      return show(context, { to, message: VOID_CODE }, 403)
    }
    return context.redirect(ownPath(to, context), 303)
  })

  /** @returns a session's token; undefined for wrong credentials */
  async function byCredentials(form: URLSearchParams): Promise<string | undefined> {
    const clientId = form.get('clientId')?.trim() ?? ''
    const { rows } = await store.list('appClients', { where: { clientId }, limit: 1 })
    const [appClient] = rows
    if (!appClient?.secretHash || !matches(form.get('clientSecret')?.trim() ?? '', appClient.secretHash))
      return undefined
    return sessions.start(appClient.appClientId)
  }

  app.post('/logout', async (context) => {
    await sessions.end(cookie.read(context))
    cookie.remove(context)
    await onLogout()
    return context.redirect('/login', 303)
  })
}

/** A path of this origin; `/` for anything that a browser would take for somewhere else, such as `/<tab>/elsewhere`. */
function ownPath(path: string | undefined, context: WebContext): string {
  const { origin } = new URL(context.req.url)
  if (path === undefined || !path.startsWith('/') || !URL.canParse(path, origin)) return '/'
  const url = new URL(path, origin)
  const own = url.pathname + url.search
  return url.origin === origin && !own.startsWith('//') ? own : '/'
}

function show(context: WebContext, form: LoginForm, status: 200 | 403) {
  context.header('cache-control', 'no-store')
  return context.html(layout({ title: 'Log in', scripts: ['login.js'] }, loginPage(form)), status)
}
