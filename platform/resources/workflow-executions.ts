import type { Routes, WorkflowExecution } from '../../contract/index.ts'
import type { Operations, Services } from '../operations.ts'
import { badRequest, notFound } from '../problem.ts'
import { isTransition } from './definition.ts'
import { rowsOf } from './rows.ts'

export function workflowExecutionOperations({
  store,
  quotas,
  workflowExecutions,
}: Services): Operations<Routes['workflows']['executions']> {
  const workflows = rowsOf(store, 'workflows')
  const executions = rowsOf(store, 'workflowExecutions')

  async function find(workflowId: string, executionId: string): Promise<WorkflowExecution> {
    const execution = await executions.get(executionId)
    if (execution.workflowId !== workflowId) throw notFound(executionId, workflowId)
    return execution
  }

  return {
    list: async ({ params: { workflowId }, query: { status, sortBy, order, ...paging } }) => {
      await workflows.get(workflowId)
      const { rows, nextToken } = await executions.page(paging, {
        where: { workflowId, status },
        sortBy: sortBy ?? 'startTime',
        order: order ?? 'descending',
      })
      return {
        workflowId,
        executions: rows,
        ...(status && { status }),
        ...(sortBy && { sortBy }),
        ...(order && { order }),
        nextToken,
      }
    },

    create: async ({ params: { workflowId }, body: { input } }) => {
      await workflows.get(workflowId)
      return quotas.spend('workflowExecutions', () => workflowExecutions.start(workflowId, input))
    },

    get: ({ params: { workflowId, executionId } }) => find(workflowId, executionId),

    update: async ({ params: { workflowId, executionId }, body: { nextTransitionId }, caller }) => {
      await find(workflowId, executionId)
      if (!(await isTransition(store, nextTransitionId)))
        throw badRequest(`body.nextTransitionId: there is no transition ${nextTransitionId}`)
      const moved = await workflowExecutions.moveOn(executionId, nextTransitionId, caller.id)
      if (moved) return moved
      const { status } = await find(workflowId, executionId)
      throw badRequest(
        `${executionId} is ${status}: only one in retry can be moved on, and one that runs be ended with las:transition:commons-failed`,
      )
    },

    /** Stopping what has already ended changes nothing, so that it can be tried again. */
    delete: async ({ params: { workflowId, executionId }, caller }) => {
      const execution = await find(workflowId, executionId)
      return (await workflowExecutions.stop(executionId, caller.id)) ?? execution
    },
  }
}
