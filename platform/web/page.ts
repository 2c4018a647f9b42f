import { Hono } from 'hono'
import type { Routes } from '../../contract/index.ts'
import type { PlatformEvent } from '../events.ts'
import type { Executions } from '../executions.ts'
import type { History } from '../history/history.ts'
import type { Operations } from '../operations.ts'
import { Problem } from '../problem.ts'
import type { Identity } from '../tokens.ts'
import { assetUrl, findAsset } from './assets.ts'
import type { WebContext, WebEnv } from './env.ts'
import { guard } from './guard.ts'
import { createLive } from './live.ts'
import { documentRoutes } from './routes/documents.ts'
import { executionRoutes } from './routes/executions.ts'
import { transitionRoutes } from './routes/transitions.ts'
import { workRoutes } from './routes/work.ts'
import { workflowRoutes } from './routes/workflows.ts'
import { serveSessions } from './session.ts'
import { show } from './show.ts'
import { problemPage } from './views/problem.ts'

/** What the page is made with. */
export interface PageServices extends Identity {
  operations: Operations<Routes>
  executions: Executions
  history: History
  /** The id of the app client for which those act who need not log in. */
  appClientId: string
  /** Told of what should never happen. */
  onError: (error: unknown) => void
}

/** The platform's page for people. */
export interface Page {
  /** @param isLocal whether only this machine reaches the listener that the request came by: then nobody need log in */
  fetch(request: Request, isLocal: boolean): Response | Promise<Response>
  /** Tells those who look at it of what happens. */
  notice(event: PlatformEvent): void
  /** Ends the streams to those who look at it. */
  stop(): void
}

export function createPage(services: PageServices): Page {
  const live = createLive(services.clock)
  const app = new Hono<WebEnv>()

  app.get('/assets/:version/:name', (context) => {
    const asset = findAsset(context.req.param('name'))
    if (!asset) return context.notFound()
    return context.body(asset.bytes, 200, {
      'content-type': asset.contentType,
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
  // Browsers ask for it where a document stands alone.
  app.get('/favicon.ico', (context) => context.redirect(assetUrl('icon.svg')))
  guard(app, services)
  serveSessions(app, services)
  app.get('/', (context) => context.redirect('/executions'))
  app.get('/events', (context) => live.stream(context))
  executionRoutes(app, services)
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
    fetch: (request, isLocal) => app.fetch(request, { isLocal }),
    notice: live.notice,
    stop: live.stop,
  }
}
