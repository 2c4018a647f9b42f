import {
  TransitionId,
  WorkflowExecutionStatus,
  WorkflowId,
  type Transition,
} from '../../../contract/index.ts'
import { badRequest, notFound } from '../../problem.ts'
import { allRows } from '../../store/all-rows.ts'
import { rowsOf } from '../../api/resources/rows.ts'
import type { WorkflowRow } from '../../store/tables.ts'
import type { WorkflowEvent } from '../../workflows/events.ts'
import { documentsIn } from '../documents-in.ts'
import { callerOf, type WebApp } from '../env.ts'
import { formOf } from '../form.ts'
import { shortId } from '../html/pieces.ts'
import { checkInput } from '../input.ts'
import type { PageServices } from '../services.ts'
import { queryOf } from '../query.ts'
import { show } from '../show.ts'
import { readProgress } from '../steps.ts'
import { nameOf } from '../views/execution-table.ts'
import { runPage } from '../views/transitions.ts'
import { workflowExecutionPage } from '../views/workflow-execution.ts'
import { workflowExecutionsPage } from '../views/workflow-execution-list.ts'
import { workflowName, workflowPage, workflowsPage, type WorkflowLine } from '../views/workflows.ts'

const PAGE_SIZE = 50
/** How large a part of the events one page shows, in bytes. */
const EVENTS_BYTES = 1_000_000

/** Serves the pages of workflows and of their executions, and what can be done with them. */
export function workflowRoutes(app: WebApp, services: PageServices): void {
  const { store, operations, clock } = services
  const workflows = rowsOf(store, 'workflows')
  const executions = rowsOf(store, 'workflowExecutions')

  const lineOf = async (workflow: WorkflowRow): Promise<WorkflowLine> => ({
    workflow,
    running: await store.count('workflowExecutions', { workflowId: workflow.workflowId, status: 'running' }),
  })

  /** The transitions whose ids stand in a definition. */
  async function transitionsOf(workflow: WorkflowRow | undefined): Promise<Transition[]> {
    const ids = JSON.stringify(workflow?.specification ?? {}).match(/las:transition:[0-9a-f]{32}/g) ?? []
    const found = await Promise.all([...new Set(ids)].map((id) => store.get('transitions', id)))
    return found.filter((transition) => transition !== undefined)
  }

  app.get('/workflows', async (context) => {
    const lines: WorkflowLine[] = []
    for await (const workflow of allRows(store, 'workflows')) lines.push(await lineOf(workflow))
    const frame = { title: 'Workflows', section: 'Workflows', watch: '*' } as const
    return show(context, services, frame, workflowsPage(lines))
  })

  app.get('/workflows/:workflowId', async (context) => {
    const workflow = await workflows.get(context.req.param('workflowId'))
    const names = new Map(
      (await transitionsOf(workflow)).map((one) => [String(one.transitionId), nameOf(one)]),
    )
    const frame = { title: workflowName(workflow), section: 'Workflows' } as const
    const body = workflowPage(await lineOf(workflow), (id) => names.get(id) ?? shortId(id))
    return show(context, services, frame, body)
  })

  app.get('/workflows/:workflowId/run', async (context) => {
    const workflow = await workflows.get(context.req.param('workflowId'))
    const like = await store.get('workflowExecutions', context.req.query('like') ?? '')
    const input = JSON.stringify(like?.input ?? {}, undefined, 2)
    const frame = { title: `Run ${workflowName(workflow)}`, section: 'Workflows' } as const
    return show(context, services, frame, runPage({ ...runOf(workflow), input }))
  })

  app.post('/workflows/:workflowId/run', async (context) => {
    const workflow = await workflows.get(context.req.param('workflowId'))
    const text = (await formOf(context)).get('input') ?? ''
    const checked = await checkInput(text, undefined)
    if ('message' in checked) {
      const frame = { title: `Run ${workflowName(workflow)}`, section: 'Workflows', status: 400 } as const
      return show(
        context,
        services,
        frame,
        runPage({ ...runOf(workflow), input: text, message: checked.message }),
      )
    }
    const started = await operations.workflows.executions.create({
      params: { workflowId: workflow.workflowId },
      query: {},
      body: { input: checked.input },
      caller: callerOf(context),
    })
    return context.redirect(`/workflow-executions/${started.executionId}`, 303)
  })

  app.get('/workflow-executions', async (context) => {
    const query = queryOf(context)
    const { data: status } = WorkflowExecutionStatus.safeParse(query.get('status'))
    const { data: workflowId } = WorkflowId.safeParse(query.get('workflow'))
    const page = await executions.page(
      { maxResults: PAGE_SIZE, nextToken: query.get('after') ?? undefined },
      {
        where: { ...(status && { status }), ...(workflowId && { workflowId }) },
        ...(workflowId && { sortBy: 'startTime' as const }),
        order: 'descending',
      },
    )
    const all: WorkflowRow[] = []
    for await (const workflow of allRows(store, 'workflows')) all.push(workflow)
    const frame = { title: 'Executions of workflows', section: 'Executions', watch: '*' } as const
    const body = workflowExecutionsPage({ ...page, workflows: all, query, now: clock.now() })
    return show(context, services, frame, body)
  })

  app.get('/workflow-executions/:executionId', async (context) => {
    const row = await executions.get(context.req.param('executionId'))
    const workflow = await store.get('workflows', row.workflowId)
    // The engine wrote these events, so the cast is safe.
    const before = Number(queryOf(context).get('before')) || Number.MAX_SAFE_INTEGER
    const part = row.logId
      ? await store.getNewestEvents(row.logId, EVENTS_BYTES, before)
      : { events: [], omitted: 0, first: 0 }
    const progress = readProgress(part.events as WorkflowEvent[])
    const steps = await Promise.all(
      progress.steps.flatMap(({ executionIds }) => executionIds.map((id) => store.get('executions', id))),
    )
    const details = {
      row,
      workflow,
      progress,
      ...(part.omitted > 0 && { earlier: part.first }),
      transitions: await transitionsOf(workflow),
      documents: await documentsIn(store, row.input, row.output),
      queued: new Set(steps.flatMap((step) => (step?.queue ? [String(step.executionId)] : []))),
    }
    const title = `${workflow ? workflowName(workflow) : 'Execution'} ${shortId(row.executionId)}`
    const watch = [row.executionId, ...steps.flatMap((step) => step?.executionId ?? [])].join(' ')
    const frame = { title, section: 'Executions', watch } as const
    return show(context, services, frame, workflowExecutionPage(details, clock.now()))
  })

  app.post('/workflow-executions/:executionId/stop', async (context) => {
    const { executionId, workflowId } = await executions.get(context.req.param('executionId'))
    const params = { workflowId, executionId }
    const caller = callerOf(context)
    await operations.workflows.executions.delete({ params, query: {}, body: undefined, caller })
    return context.redirect(`/workflow-executions/${executionId}`, 303)
  })

  app.post('/workflow-executions/:executionId/move-on', async (context) => {
    const { executionId, workflowId } = await executions.get(context.req.param('executionId'))
    const { data: nextTransitionId } = TransitionId.safeParse((await formOf(context)).get('nextTransitionId'))
    if (!nextTransitionId) throw badRequest('nextTransitionId: expected the id of a transition')
    const params = { workflowId, executionId }
    const body = { nextTransitionId }
    await operations.workflows.executions.update({ params, query: {}, body, caller: callerOf(context) })
    return context.redirect(`/workflow-executions/${executionId}`, 303)
  })

  app.post('/workflow-executions/:executionId/run-again', async (context) => {
    const { workflowId, input } = await executions.get(context.req.param('executionId'))
    if (!(await store.get('workflows', workflowId))) throw notFound(workflowId)
    const started = await operations.workflows.executions.create({
      params: { workflowId },
      query: {},
      body: { input },
      caller: callerOf(context),
    })
    return context.redirect(`/workflow-executions/${started.executionId}`, 303)
  })
}

function runOf(workflow: WorkflowRow) {
  const back = `/workflows/${workflow.workflowId}`
  return { title: workflowName(workflow), back, action: `${back}/run`, schema: undefined }
}
