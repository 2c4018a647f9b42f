import type { Routes } from '../../../contract/index.ts'
import type { Operations, Services } from '../operation.ts'
import { isRefusal } from '../../refusal.ts'
import { badRequest, notFound } from '../../problem.ts'
import { isTransition } from './definition.ts'
import type { WorkflowExecutionRow } from '../../store/tables.ts'
import { rowsOf } from './rows.ts'
import { shownInList, shownWhole } from './shown-workflow-execution.ts'

/** Answers the operations on a workflow's executions. */
export function workflowExecutionOperations({
  store,
  quotas,
  workflowExecutions,
}: Services): Operations<Routes['workflows']['executions']> {
  const workflows = rowsOf(store, 'workflows')
  const executions = rowsOf(store, 'workflowExecutions')

  async function find(workflowId: string, executionId: string): Promise<WorkflowExecutionRow> {
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
        executions: await Promise.all(rows.map((row) => shownInList(store, row))),
        ...(status && { status }),
        ...(sortBy && { sortBy }),
        ...(order && { order }),
        nextToken,
      }
    },

    create: async ({ params: { workflowId }, body: { input } }) => {
      const workflow = await workflows.get(workflowId)
      const { execution, event } = await quotas.spend('workflowExecutions', () =>
        workflowExecutions.start(workflow, input),
      )
      return { ...execution, transitionExecutions: {}, events: [event] }
    },

    get: async ({ params: { workflowId, executionId } }) =>
      shownWhole(store, await find(workflowId, executionId)),

    update: async ({ params: { workflowId, executionId }, body: { nextTransitionId }, caller }) => {
      await find(workflowId, executionId)
      if (!(await isTransition(store, nextTransitionId)))
        throw badRequest(`body.nextTransitionId: there is no transition ${nextTransitionId}`)
      const moved = await workflowExecutions.moveOn(executionId, nextTransitionId, caller.id)
      if (isRefusal(moved)) throw badRequest(`body.nextTransitionId: ${moved.refused}`)
      if (moved) return shownWhole(store, moved)
      const { status } = await find(workflowId, executionId)
      throw badRequest(
        `${executionId} is ${status}: only one in retry can be moved on, and one that runs be ended with las:transition:commons-failed`,
      )
    },

    /** Stopping what has already ended changes nothing, so that it can be tried again. */
    delete: async ({ params: { workflowId, executionId }, caller }) => {
      const execution = await find(workflowId, executionId)
      return shownWhole(store, (await workflowExecutions.stop(executionId, caller.id)) ?? execution)
    },
  }
}
