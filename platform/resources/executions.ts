import { MAX_ERROR_MESSAGE_LENGTH, type Routes } from '../../contract/index.ts'
import { shown } from '../executions.ts'
import type { Operations, Services } from '../operations.ts'
import { badRequest, notFound, Problem } from '../problem.ts'
import type { ExecutionRow } from '../store/tables.ts'
import { isWaiting } from '../work-queue.ts'
import { rowsOf } from './rows.ts'

export function executionOperations({
  store,
  executions,
  quotas,
}: Services): Operations<Routes['transitions']['executions']> {
  const transitions = rowsOf(store, 'transitions')
  const rows = rowsOf(store, 'executions')

  async function find(transitionId: string, executionId: string): Promise<ExecutionRow> {
    const execution = await rows.get(executionId)
    if (execution.transitionId !== transitionId) throw notFound(executionId, transitionId)
    return execution
  }

  return {
    list: async ({ params: { transitionId }, query: { executionId, status, sortBy, order, ...paging } }) => {
      await transitions.get(transitionId)
      const page = await rows.page(paging, {
        where: { transitionId, status, id: executionId },
        sortBy: sortBy ?? 'startTime',
        order: order ?? 'descending',
      })
      return {
        transitionId,
        executions: page.rows.map(shown),
        ...(status && { status }),
        nextToken: page.nextToken,
      }
    },

    create: async ({ params: { transitionId }, body: { input } }) => {
      const transition = await transitions.get(transitionId)
      if (transition.transitionType === 'manual') {
        const taken = await executions.take(transitionId)
        if (!taken) throw new Problem(404, `There is no waiting execution of ${transitionId}`)
        return shown(taken)
      }
      return shown(
        await quotas.spend('transitionExecutions', () => executions.start(transition, input ?? {})),
      )
    },

    get: async ({ params: { transitionId, executionId } }) => shown(await find(transitionId, executionId)),

    update: async ({ params: { transitionId, executionId }, body: { error, ...given }, caller }) => {
      await find(transitionId, executionId)
      const cut = error && { error: { message: error.message.slice(0, MAX_ERROR_MESSAGE_LENGTH) } }
      const changed = await executions.update(executionId, { ...given, ...cut }, caller.id)
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

function notRunning(execution: ExecutionRow) {
  const { executionId, transitionId, status } = execution
  return badRequest(
    isWaiting(execution)
      ? `${executionId} waits to be taken: POST /transitions/${transitionId}/executions hands it out`
      : `${executionId} is ${status}: only a running execution can change`,
  )
}
