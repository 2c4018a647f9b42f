import type { Hono } from 'hono'
import { formatFixture } from '../../contract/fixture.ts'
import { routes } from '../../contract/index.ts'
import { authenticate } from '../auth.ts'
import { LOCAL_PATH } from '../paths.ts'
import { notFound } from '../problem.ts'
import type { Identity } from '../tokens.ts'
import { fixtureOf, type FixtureSources } from './fixture.ts'

/** Where an execution's fixture is: as the API's own path would be, among what only local platforms have. */
const PATH = `${LOCAL_PATH}/transitions/:transitionId/executions/:executionId/fixture` as const

/** Serves executions as test fixtures to whoever may read executions. */
export function serveFixtures(app: Hono, sources: FixtureSources & Identity): void {
  app.get(PATH, async (context) => {
    const credentials = {
      authorization: context.req.header('authorization'),
      apiKey: context.req.header('x-api-key'),
    }
    await authenticate(routes.transitions.executions.get, credentials, sources)
    const { transitionId, executionId } = context.req.param()
    const execution = await sources.store.get('executions', executionId)
    if (execution?.transitionId !== transitionId) throw notFound(executionId, transitionId)
    return context.body(formatFixture(await fixtureOf(sources, executionId)), 200, {
      'content-type': 'application/json',
    })
  })
}
