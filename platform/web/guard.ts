import type { MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { Problem } from '../problem.ts'
import type { WebApp, WebEnv } from './env.ts'
import type { PageServices } from './page.ts'
import { findSession } from './session.ts'

/** Names by which a browser on this machine calls it. */
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Pages that anyone may see. */
const PUBLIC_PATHS = new Set(['/login'])

/** Whether a host's name or address means this machine, for itself only. */
export function isLoopback(host: string): boolean {
  return LOCAL_NAMES.has(host) || host === '::1' || /^127(\.\d+){3}$/.test(host)
}

/** Lets through what comes from this page and from someone who may see it. */
export function guard(app: WebApp, services: PageServices): void {
  app.use(headers)
  app.use(refuseOtherNames)
  app.use(refuseOtherOrigins)
  app.use(knowCaller(services))
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

/** A site elsewhere can let its own name mean this machine; a browser then calls here by that name. */
const refuseOtherNames: MiddlewareHandler<WebEnv> = async (context, next) => {
  const { hostname } = new URL(context.req.url)
  if (context.env.isLocal && !LOCAL_NAMES.has(hostname))
    throw new Problem(403, `This page is served to this machine only, by its own name: not as ${hostname}`)
  await next()
}

const onlySameOrigin = csrf()

/** Another site can make a browser post a form here, but not hide that it did. Nothing but forms is taken. */
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

function knowCaller(services: PageServices): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const caller = context.env.isLocal ? { id: services.appClientId } : await findSession(context, services)
    context.set('caller', caller)
    if (caller || PUBLIC_PATHS.has(context.req.path)) return next()
    if (context.req.path === '/events') return context.body(null, 401)
    const { pathname, search } = new URL(context.req.url)
    const wanted =
      context.req.method === 'GET' && pathname !== '/' ? `?to=${encodeURIComponent(pathname + search)}` : ''
    return context.redirect(`/login${wanted}`, 303)
  }
}
