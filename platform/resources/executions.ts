import type { Routes } from '../../contract/index.ts'
import { shown } from '../executions.ts'
import type { Operations, Services } from '../operations.ts'
import { badRequest, notFound } from '../problem.ts'
import type { ExecutionRow } from '../store/store.ts'
import { readPage } from './page.ts'

export function executionOperations({
  store,
  executions,
}: Services): Operations<Routes['transitions']['executions']> {
  async function find(transitionId: string, executionId: string): Promise<ExecutionRow> {
    const execution = await store.get('executions', executionId)
    if (execution?.transitionId !== transitionId) throw notFound('transition execution', executionId)
    return execution
  }

  return {
    list: async ({ params: { transitionId }, query: { executionId, status, sortBy, order, ...paging } }) => {
      if (!(await store.get('transitions', transitionId))) throw notFound('transition', transitionId)
      const page = await readPage(store, 'executions', paging, {
        where: { transitionId, status, ...(executionId && { executionId }) },
        sortBy: sortBy ?? 'startTime',
        order: order ?? 'descending',
      })
      return {
        transitionId,
        executions: page.rows.map(shown),
        nextToken: page.nextToken,
        ...(status && { status }),
      }
    },

    create: async ({ params: { transitionId }, body: { input } }) => {
      const transition = await store.get('transitions', transitionId)
      if (!transition) throw notFound('transition', transitionId)
      if (transition.transitionType === 'manual') throw notFound('waiting execution of', transitionId)
      return shown(await executions.start(transition, input ?? {}))
    },

    get: async ({ params: { transitionId, executionId } }) => shown(await find(transitionId, executionId)),

    update: async ({ params: { transitionId, executionId }, body, caller }) => {
      await find(transitionId, executionId)
      const changed = await executions.update(executionId, body, caller.id)
      if (!changed) throw notRunning(await find(transitionId, executionId))
      return shown(changed)
    },

    heartbeats: {
      create: async ({ params: { transitionId, executionId }, body }) => {
        await find(transitionId, executionId)
        const taken = await executions.heartbeat(executionId, body)
        if (!taken) throw notRunning(await find(transitionId, executionId))
        return undefined
      },
    },
  }
}

function notRunning({ executionId, status }: ExecutionRow) {
  return badRequest(`${executionId} is ${status}: only a running execution can change`)
}
