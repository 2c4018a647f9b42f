import { allRows } from '../../store/all-rows.ts'
import { rowsOf } from '../../api/resources/rows.ts'
import { badRequest, notFound, Problem } from '../../problem.ts'
import type { ExecutionRow } from '../../store/tables.ts'
import type { Transition } from '../../../contract/index.ts'
import { documentsIn } from '../documents-in.ts'
import { callerOf, type WebApp, type WebContext } from '../env.ts'
import { formShape } from '../fields.ts'
import { outputOf, prefilled, readFields } from '../filled-form.ts'
import { formOf } from '../form.ts'
import { shortId } from '../html/pieces.ts'
import type { PageServices } from '../services.ts'
import { show } from '../show.ts'
import { nameOf } from '../views/execution-table.ts'
import { queuesPage, workPage, type Queue } from '../views/work.ts'

/** At most so many claimed executions are listed for a transition. */
const CLAIMED_LISTED = 20
/** The path of one claimed execution. */
const WORK = '/work/:transitionId/:executionId' as const

/** Serves the pages on which people do the steps that are theirs. */
export function workRoutes(app: WebApp, services: PageServices): void {
  const { store, operations, executions } = services
  const transitions = rowsOf(store, 'transitions')
  const rows = rowsOf(store, 'executions')

  async function queueOf(transition: Transition): Promise<Queue> {
    const { transitionId } = transition
    const { rows: running } = await store.list('executions', {
      where: { transitionId, status: 'running' },
      sortBy: 'startTime',
      order: 'descending',
      limit: CLAIMED_LISTED,
    })
    return {
      transition,
      queued: await store.count('executions', { queue: transitionId }),
      claimed: running.filter(({ queue }) => !queue),
    }
  }

  async function showQueues(context: WebContext, only?: string): Promise<Response> {
    const queues: Queue[] = []
    for await (const transition of allRows(store, 'transitions', { transitionType: 'manual' }))
      if (only === undefined || only === transition.transitionId) queues.push(await queueOf(transition))
    const status = context.req.query('status')
    const done = status === undefined ? undefined : { status, id: context.req.query('done') ?? '' }
    // Queues with something in them come first.
    queues.sort((a, b) => Number(b.queued > 0) - Number(a.queued > 0))
    const frame = { title: 'Work', section: 'Work', watch: '*' } as const
    return show(context, services, frame, queuesPage(queues, done))
  }

  /** @throws Problem 404 */
  async function find(context: WebContext): Promise<{ transition: Transition; row: ExecutionRow }> {
    const transition = await transitions.get(context.req.param('transitionId') ?? '')
    const row = await rows.get(context.req.param('executionId') ?? '')
    if (row.transitionId !== transition.transitionId || transition.transitionType !== 'manual')
      throw notFound(row.executionId, transition.transitionId)
    return { transition, row }
  }

  async function showWork(
    context: WebContext,
    { transition, row }: { transition: Transition; row: ExecutionRow },
    filled?: { form: URLSearchParams; message: string },
  ): Promise<Response> {
    const shape = await formShape(store, transition, row.input)
    const fields = filled ? readFields(shape, row.input, filled.form) : prefilled(shape, row.input)
    const text = filled?.form.get('output') ?? JSON.stringify(row.input, undefined, 2)
    const documents = await documentsIn(store, row.input)
    const message = filled?.message
    const body = workPage({ transition, row, shape, fields, text, message, documents })
    const title = `${nameOf(transition)} ${shortId(row.executionId)}`
    const frame = { title, section: 'Work', scripts: ['work.js'], isWide: true } as const
    return show(context, services, { ...frame, status: filled ? 400 : 200 }, body)
  }

  app.get('/work', (context) => showQueues(context))
  app.get('/work/:transitionId', async (context) => {
    const { transitionId } = await transitions.get(context.req.param('transitionId'))
    return showQueues(context, transitionId)
  })

  app.post('/work/:transitionId/take', async (context) => {
    const { transitionId } = await transitions.get(context.req.param('transitionId'))
    const params = { transitionId }
    const claimed = await operations.transitions.executions
      .create({ params, query: {}, body: {}, caller: callerOf(context) })
      .catch((error: unknown) => {
        // Another claimant was faster, and the queue is empty.
        if (error instanceof Problem && error.status === 404) return undefined
        throw error
      })
    return context.redirect(claimed ? `/work/${transitionId}/${claimed.executionId}` : '/work', 303)
  })

  app.get(WORK, async (context) => {
    const work = await find(context)
    const { status, queue, executionId } = work.row
    if (status !== 'running') return context.redirect(`/executions/${executionId}`)
    return queue ? context.redirect('/work') : showWork(context, work)
  })

  app.post(`${WORK}/heartbeat`, async (context) => {
    const { row } = await find(context)
    const { transitionId, executionId } = row
    const params = { transitionId, executionId }
    const body = { from: 'the web page' }
    await operations.transitions.executions.heartbeats.create({
      params,
      query: {},
      body,
      caller: callerOf(context),
    })
    return context.body(null, 204)
  })

  app.post(`${WORK}/complete`, async (context) => {
    const work = await find(context)
    const { transition, row } = work
    const form = await formOf(context)
    const shape = await formShape(store, transition, row.input)
    const fields = readFields(shape, row.input, form)
    const made = await outputOf(shape, fields, row.input, form, transition.outputJsonSchema)
    if ('message' in made) return showWork(context, work, { form, message: made.message })
    await end(context, row, { status: 'succeeded', output: made.output })
    return done(context, row, 'succeeded')
  })

  app.post(`${WORK}/reject`, async (context) => {
    const { row } = await find(context)
    const message = (await formOf(context)).get('reason')?.trim()
    if (!message) throw badRequest('Say why it is rejected')
    await end(context, row, { status: 'rejected', error: { message } })
    return done(context, row, 'rejected')
  })

  app.post(`${WORK}/give-back`, async (context) => {
    const { row } = await find(context)
    if (!(await executions.release(row.executionId)))
      throw badRequest(`${row.executionId} is nobody's work now`)
    return done(context, row, 'waiting')
  })

  type Outcome = Parameters<typeof operations.transitions.executions.update>[0]['body']

  async function end(
    context: WebContext,
    { transitionId, executionId }: ExecutionRow,
    body: Outcome,
  ): Promise<void> {
    const params = { transitionId, executionId }
    await operations.transitions.executions.update({ params, query: {}, body, caller: callerOf(context) })
  }
}

/** Redirects to the queues, which say what was done. */
function done(context: WebContext, { executionId }: ExecutionRow, status: string): Response {
  return context.redirect(`/work?status=${status}&done=${executionId}`, 303)
}
