import { allRows } from '../../store/all-rows.ts'
import { rowsOf } from '../../api/resources/rows.ts'
import { callerOf, type WebApp } from '../env.ts'
import { formOf } from '../form.ts'
import { checkInput } from '../input.ts'
import type { PageServices } from '../services.ts'
import { show } from '../show.ts'
import { nameOf } from '../views/execution-table.ts'
import { runPage, transitionPage, transitionsPage, type TransitionLine } from '../views/transitions.ts'
import type { Transition } from '../../../contract/index.ts'

/** Serves the pages of transitions, and runs them. */
export function transitionRoutes(app: WebApp, services: PageServices): void {
  const { store, operations } = services
  const transitions = rowsOf(store, 'transitions')

  const lineOf = async (transition: Transition): Promise<TransitionLine> => ({
    transition,
    running: await store.count('executions', { transitionId: transition.transitionId, status: 'running' }),
  })

  app.get('/transitions', async (context) => {
    const lines: TransitionLine[] = []
    for await (const transition of allRows(store, 'transitions')) lines.push(await lineOf(transition))
    const frame = { title: 'Transitions', section: 'Transitions', watch: '*' } as const
    return show(context, services, frame, transitionsPage(lines))
  })

  app.get('/transitions/:transitionId', async (context) => {
    const transition = await transitions.get(context.req.param('transitionId'))
    const frame = { title: nameOf(transition), section: 'Transitions' } as const
    return show(context, services, frame, transitionPage(await lineOf(transition)))
  })

  app.get('/transitions/:transitionId/run', async (context) => {
    const transition = await transitions.get(context.req.param('transitionId'))
    const like = await store.get('executions', context.req.query('like') ?? '')
    const input = JSON.stringify(like?.input ?? {}, undefined, 2)
    const frame = { title: `Run ${nameOf(transition)}`, section: 'Transitions' } as const
    return show(context, services, frame, runPage({ ...runOf(transition), input }))
  })

  app.post('/transitions/:transitionId/run', async (context) => {
    const transition = await transitions.get(context.req.param('transitionId'))
    const text = (await formOf(context)).get('input') ?? ''
    const checked = await checkInput(text, transition.inputJsonSchema)
    if ('message' in checked) {
      const frame = { title: `Run ${nameOf(transition)}`, section: 'Transitions', status: 400 } as const
      const { message } = checked
      return show(context, services, frame, runPage({ ...runOf(transition), input: text, message }))
    }
    const started = await operations.transitions.executions.create({
      params: { transitionId: transition.transitionId },
      query: {},
      body: { input: checked.input },
      caller: callerOf(context),
    })
    return context.redirect(`/executions/${started.executionId}`, 303)
  })
}

function runOf(transition: Transition) {
  const back = `/transitions/${transition.transitionId}`
  return { title: nameOf(transition), back, action: `${back}/run`, schema: transition.inputJsonSchema }
}
