import type { MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { BODY_LIMITS } from '../api/body-limit.ts'
import { Problem } from '../problem.ts'
import { limitForm } from './form.ts'
import type { WebApp, WebContext, WebEnv } from './env.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'

/** Host names by which a browser calls its own machine. */
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Pages that anyone may see. */
const PUBLIC_PATHS = new Set(['/login'])

/** Whether only this machine reaches a listener on that address. */
export function isLoopback(host: string): boolean {
  return LOCAL_NAMES.has(host) || host === '::1' || /^127(\.\d+){3}$/.test(host)
}

/** Refuses other host names, forms of other sites, and requests without a session. */
export function guard(app: WebApp, sessions: Sessions, cookie: SessionCookie): void {
  app.use(headers)
  app.use(refuseOtherNames)
  app.use(refuseOtherOrigins)
  app.use(requireSession(sessions, cookie))
  app.use(limitForm(BODY_LIMITS.large))
}

const self = ["'self'"]
const none = ["'none'"]

/** Nothing is loaded from elsewhere, nothing runs that is no file of ours, and no other site shows this one in a frame. */
const headers: MiddlewareHandler<WebEnv> = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: none,
    scriptSrc: self,
    styleSrc: self,
    imgSrc: self,
    connectSrc: self,
    frameSrc: self,
    formAction: self,
    baseUri: none,
    frameAncestors: self,
  },
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
})

/** DNS rebinding: a site elsewhere lets its own name resolve to this machine, and a browser then calls here by that name. */
const refuseOtherNames: MiddlewareHandler<WebEnv> = async (context, next) => {
  const { isLoopback: isLocal, publicUrl } = context.env
  const { hostname } = new URL(context.req.url)
  if (isLocal && !LOCAL_NAMES.has(hostname) && hostname !== publicUrl?.hostname)
    throw new Problem(
      403,
      `This page is not served as ${hostname}: only by this machine's own name, or by that of --public-url`,
    )
  await next()
}

const onlySameOrigin = csrf({
  origin: (origin, context: WebContext) =>
    origin === context.env.publicUrl?.origin || origin === new URL(context.req.url).origin,
})

/** Cross-site request forgery: another site can make a browser post a form here. Only forms of this origin are accepted. */
const refuseOtherOrigins: MiddlewareHandler<WebEnv> = async (context, next) => {
  const { method } = context.req
  if (
    method === 'POST' &&
    !/^application\/x-www-form-urlencoded\b/i.test(context.req.header('content-type') ?? '')
  )
    throw new Problem(415, 'Only forms of this page are taken')
  try {
    return await onlySameOrigin(context, next)
  } catch (error) {
    if (!(error instanceof HTTPException)) throw error
    throw new Problem(403, 'This form was sent by another site than this page')
  }
}

/** Nobody is let in for where they call from: other users, containers and proxies call from this machine, too. */
function requireSession(sessions: Sessions, cookie: SessionCookie): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const token = cookie.read(context)
    const caller = token === '' ? undefined : await sessions.find(token)
    context.set('caller', caller)
    context.set('isStillLoggedIn', async () => (await sessions.find(token)) !== undefined)
    if (caller || PUBLIC_PATHS.has(context.req.path)) return next()
    if (context.req.path === '/events') return context.body(null, 401)
    const { pathname, search } = new URL(context.req.url)
    const wanted =
      context.req.method === 'GET' && pathname !== '/' ? `?to=${encodeURIComponent(pathname + search)}` : ''
    return context.redirect(`/login${wanted}`, 303)
  }
}
