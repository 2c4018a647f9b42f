import { Hono } from 'hono'
import type { PlatformEvent } from '../executions/events.ts'
import { Problem } from '../problem.ts'
import { assetUrl, findAsset } from './assets.ts'
import type { Listener, WebContext, WebEnv } from './env.ts'
import { guard } from './guard.ts'
import { createLive } from './live.ts'
import { documentRoutes } from './routes/documents.ts'
import { loginRoutes } from './routes/login.ts'
import { transitionExecutionRoutes } from './routes/transition-executions.ts'
import { transitionRoutes } from './routes/transitions.ts'
import { workRoutes } from './routes/work.ts'
import { workflowRoutes } from './routes/workflows.ts'
import type { PageServices } from './services.ts'
import { createSessionCookie } from './session-cookie.ts'
import { createSessions } from './sessions.ts'
import { show } from './show.ts'
import { problemPage } from './views/problem.ts'

/** The platform's page for people. */
export interface Page {
  /** @param listener what the request came by */
  fetch(request: Request, listener: Listener): Response | Promise<Response>
  /** Makes a code that logs in once, within ten minutes: `/login#CODE`. */
  createCode(): Promise<string>
  /** Sends an event to every open page. */
  publish(event: PlatformEvent): void
  /** Ends every open page's stream. */
  stop(): void
}

/** The page for people, as a fetch function. */
export function createPage(services: PageServices): Page {
  const live = createLive(services.clock)
  const sessions = createSessions({ ...services, ownerId: services.appClientId })
  const cookie = createSessionCookie(services.keyring)
  const app = new Hono<WebEnv>()

  app.get('/assets/:version/:name', (context) => {
    const asset = findAsset(context.req.param('name'))
    if (!asset) return context.notFound()
    return context.body(asset.bytes, 200, {
      'content-type': asset.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
  // Browsers ask for it when they show a document by itself.
  app.get('/favicon.ico', (context) => context.redirect(assetUrl('icon.svg')))
  guard(app, sessions, cookie)
  loginRoutes(app, { ...services, sessions, cookie, onLogout: live.endLoggedOut })
  app.get('/', (context) => context.redirect('/executions'))
  app.get('/events', (context) => live.stream(context))
  transitionExecutionRoutes(app, services)
  transitionRoutes(app, services)
  workflowRoutes(app, services)
  workRoutes(app, services)
  documentRoutes(app, services)

  const refuse = (context: WebContext, status: Problem['status'] | 500, message: string) =>
    show(context, services, { title: 'Not possible', status }, problemPage(status, message))
  app.notFound((context) => refuse(context, 404, `There is no page ${context.req.path}`))
  app.onError((error, context) => {
    if (error instanceof Problem) return refuse(context, error.status, error.message)
    services.onError(error)
    return refuse(context, 500, 'The platform failed. What it says about it is where it runs.')
  })

  return {
    fetch: (request, listener) => app.fetch(request, listener),
    createCode: sessions.createCode,
    publish: live.publish,
    stop: live.stop,
  }
}
