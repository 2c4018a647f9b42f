import { cutText, MAX_ERROR_MESSAGE_LENGTH, type Routes } from '../../../contract/index.ts'
import type { Caller } from '../../access/auth.ts'
import { isLeasedToAnother } from '../../executions/lease.ts'
import { isQueued, shown } from '../../executions/life-cycle.ts'
import type { Operations, Services } from '../operation.ts'
import { badRequest, notFound, Problem } from '../../problem.ts'
import type { ExecutionRow } from '../../store/tables.ts'
import { rowsOf } from './rows.ts'

/** Answers the operations on a transition's executions. */
export function executionOperations({
  store,
  clock,
  executions,
  quotas,
}: Services): Operations<Routes['transitions']['executions']> {
  const transitions = rowsOf(store, 'transitions')
  const rows = rowsOf(store, 'executions')

  const refusal = (execution: ExecutionRow, { container }: Caller) =>
    execution.status === 'running' && isLeasedToAnother(execution, container, clock.now())
      ? leasedToAnother(execution)
      : notRunning(execution)

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

    create: async ({ params: { transitionId }, body: { input }, caller, wait }) => {
      const transition = await transitions.get(transitionId)
      if (transition.transitionType === 'manual') {
        const claimed = await executions.claim(
          transition,
          caller.container,
          wait && {
            ...wait,
            isAllowed: async () => (await store.get('appClients', caller.id)) !== undefined,
          },
        )
        if (!claimed) throw new Problem(404, `There is no queued execution of ${transitionId}`)
        return shown(claimed)
      }
      return shown(
        await quotas.spend('transitionExecutions', () => executions.start(transition, input ?? {})),
      )
    },

    get: async ({ params: { transitionId, executionId }, caller: { container } }) => {
      const execution = await find(transitionId, executionId)
      const hasLease = container === undefined || container === execution.holder
      if (hasLease || execution.status !== 'running' || isQueued(execution)) return shown(execution)
      const leased = (await executions.lease(execution, container)) ?? (await find(transitionId, executionId))
      if (leased.status === 'running' && isLeasedToAnother(leased, container, clock.now()))
        throw leasedToAnother(leased)
      return shown(leased)
    },

    update: async ({ params: { transitionId, executionId }, body: { error, ...given }, caller }) => {
      const execution = await find(transitionId, executionId)
      const cut = error && { error: { message: cutText(error.message, MAX_ERROR_MESSAGE_LENGTH) } }
      const changed = await executions.update(execution, { ...given, ...cut }, caller)
      if (!changed) throw refusal(await find(transitionId, executionId), caller)
      return shown(changed)
    },

    heartbeats: {
      create: async ({ params: { transitionId, executionId }, body, caller }) => {
        const execution = await find(transitionId, executionId)
        const accepted = await executions.heartbeat(execution, body, caller.container)
        if (!accepted) throw refusal(await find(transitionId, executionId), caller)
        return undefined
      },
    },
  }
}

const leasedToAnother = ({ executionId }: ExecutionRow) =>
  new Problem(
    409,
    `${executionId} is leased to another container, whose lease lasts as long as it sends heartbeats`,
  )

function notRunning(execution: ExecutionRow) {
  const { executionId, transitionId, status } = execution
  return badRequest(
    isQueued(execution)
      ? `${executionId} is queued: claim it by POST /transitions/${transitionId}/executions`
      : `${executionId} is ${status}: only a running execution can change`,
  )
}
