import { ExecutionStatus, TransitionId, type Transition } from '../../../contract/index.ts'
import { fixtureText } from '../../api/fixture-text.ts'
import { badRequest, notFound } from '../../problem.ts'
import { allRows } from '../../store/all-rows.ts'
import { rowsOf } from '../../api/resources/rows.ts'
import { documentsIn } from '../documents-in.ts'
import { callerOf, type WebApp } from '../env.ts'
import { shortId } from '../html/pieces.ts'
import { readLogLine } from '../log-lines.ts'
import type { PageServices } from '../services.ts'
import { queryOf } from '../query.ts'
import { show } from '../show.ts'
import { executionPage } from '../views/transition-execution.ts'
import { executionsPage, nameOf } from '../views/execution-table.ts'

const PAGE_SIZE = 50

/** Serves the pages of transitions' executions, and what can be done with one. */
export function transitionExecutionRoutes(app: WebApp, services: PageServices): void {
  const { store, operations, executions, history, clock } = services
  const rows = rowsOf(store, 'executions')

  app.get('/executions', async (context) => {
    const query = queryOf(context)
    const { data: status } = ExecutionStatus.safeParse(query.get('status'))
    const { data: transitionId } = TransitionId.safeParse(query.get('transition'))
    const page = await rows.page(
      { maxResults: PAGE_SIZE, nextToken: query.get('after') ?? undefined },
      {
        where: {
          ...(status && { status }),
          ...(transitionId && { transitionId }),
        },
        ...(transitionId && { sortBy: 'startTime' as const }),
        order: 'descending',
      },
    )
    const transitions: Transition[] = []
    for await (const transition of allRows(store, 'transitions')) transitions.push(transition)
    const frame = { title: 'Executions', section: 'Executions', watch: '*' } as const
    return show(context, services, frame, executionsPage({ ...page, transitions, query, now: clock.now() }))
  })

  app.get('/executions/:executionId', async (context) => {
    const row = await rows.get(context.req.param('executionId'))
    const { executionId, transitionId, logId, input, output } = row
    const [transition, entries, log, documents] = await Promise.all([
      store.get('transitions', transitionId),
      history.of(executionId),
      logId ? store.getEvents(logId) : [],
      documentsIn(store, input, output ?? null),
    ])
    const details = { row, transition, entries, log: log.map(readLogLine), documents }
    const title = `${transition ? nameOf(transition) : 'Execution'} ${shortId(executionId)}`
    const frame = { title, section: 'Executions', watch: executionId } as const
    return show(context, services, frame, executionPage(details, queryOf(context), clock.now()))
  })

  app.get('/executions/:executionId/fixture', async (context) => {
    const row = await rows.get(context.req.param('executionId'))
    return context.body(await fixtureText(services, row), 200, {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${shortId(row.executionId)}.fixture.json"`,
    })
  })

  app.post('/executions/:executionId/stop', async (context) => {
    const { executionId } = await rows.get(context.req.param('executionId'))
    const stopped = await executions.cancel(executionId, 'Stopped by hand', callerOf(context).id)
    if (!stopped) throw badRequest(`${executionId} has already ended`)
    return context.redirect(`/executions/${executionId}`, 303)
  })

  app.post('/executions/:executionId/run-again', async (context) => {
    const { transitionId, input } = await rows.get(context.req.param('executionId'))
    if (!(await store.get('transitions', transitionId))) throw notFound(transitionId)
    const started = await operations.transitions.executions.create({
      params: { transitionId },
      query: {},
      body: { input },
      caller: callerOf(context),
    })
    return context.redirect(`/executions/${started.executionId}`, 303)
  })
}
