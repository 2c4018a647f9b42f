import type { Hono } from 'hono'
import { routes } from '../../contract/index.ts'
import { authorize } from './authorize.ts'
import { LOCAL_PATH } from '../paths.ts'
import { notFound } from '../problem.ts'
import type { Identity } from '../access/tokens.ts'
import type { FixtureSources } from '../history/fixture.ts'
import { fixtureText } from './fixture-text.ts'

/** The path of an execution's fixture, under the path that only local platforms have. */
const PATH = `${LOCAL_PATH}/transitions/:transitionId/executions/:executionId/fixture` as const

/** Serves executions as test fixtures to callers with the scope to read executions. */
export function serveFixtures(app: Hono, sources: FixtureSources & Identity): void {
  app.get(PATH, async (context) => {
    const credentials = {
      authorization: context.req.header('authorization'),
      apiKey: context.req.header('x-api-key'),
    }
    await authorize(routes.transitions.executions.get, credentials, sources)
    const { transitionId, executionId } = context.req.param()
    const execution = await sources.store.get('executions', executionId)
    if (execution?.transitionId !== transitionId) throw notFound(executionId, transitionId)
    return context.body(await fixtureText(sources, execution), 200, { 'content-type': 'application/json' })
  })
}
