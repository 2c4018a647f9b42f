import { MAX_ERROR_MESSAGE_LENGTH, type Routes } from '../../contract/index.ts'
import type { Caller } from '../auth.ts'
import { shown } from '../executions.ts'
import { isHeldByAnother } from '../holder.ts'
import type { Operations, Services } from '../operations.ts'
import { badRequest, notFound, Problem } from '../problem.ts'
import type { ExecutionRow } from '../store/tables.ts'
import { isWaiting } from '../work-queue.ts'
import { rowsOf } from './rows.ts'

export function executionOperations({
  store,
  clock,
  executions,
  quotas,
}: Services): Operations<Routes['transitions']['executions']> {
  const transitions = rowsOf(store, 'transitions')
  const rows = rowsOf(store, 'executions')

  const refusal = (execution: ExecutionRow, { container }: Caller) =>
    execution.status === 'running' && isHeldByAnother(execution, container, clock.now())
      ? inOtherHands(execution)
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

    create: async ({ params: { transitionId }, body: { input }, caller }) => {
      const transition = await transitions.get(transitionId)
      if (transition.transitionType === 'manual') {
        const taken = await executions.take(transitionId, caller.container)
        if (!taken) throw new Problem(404, `There is no waiting execution of ${transitionId}`)
        return shown(taken)
      }
      return shown(
        await quotas.spend('transitionExecutions', () => executions.start(transition, input ?? {})),
      )
    },

    get: async ({ params: { transitionId, executionId }, caller: { container } }) => {
      const execution = await find(transitionId, executionId)
      const isTheirs = container === undefined || container === execution.holder
      if (isTheirs || execution.status !== 'running' || isWaiting(execution)) return shown(execution)
      const held = (await executions.hold(executionId, container)) ?? (await find(transitionId, executionId))
      if (held.status === 'running' && isHeldByAnother(held, container, clock.now())) throw inOtherHands(held)
      return shown(held)
    },

    update: async ({ params: { transitionId, executionId }, body: { error, ...given }, caller }) => {
      await find(transitionId, executionId)
      const cut = error && { error: { message: error.message.slice(0, MAX_ERROR_MESSAGE_LENGTH) } }
      const changed = await executions.update(executionId, { ...given, ...cut }, caller)
      if (!changed) throw refusal(await find(transitionId, executionId), caller)
      return shown(changed)
    },

    heartbeats: {
      create: async ({ params: { transitionId, executionId }, body, caller }) => {
        await find(transitionId, executionId)
        const taken = await executions.heartbeat(executionId, body, caller.container)
        if (!taken) throw refusal(await find(transitionId, executionId), caller)
        return undefined
      },
    },
  }
}

const inOtherHands = ({ executionId }: ExecutionRow) =>
  new Problem(409, `${executionId} is in the hands of another container, as long as that shows signs of life`)

function notRunning(execution: ExecutionRow) {
  const { executionId, transitionId, status } = execution
  return badRequest(
    isWaiting(execution)
      ? `${executionId} waits to be taken: POST /transitions/${transitionId}/executions hands it out`
      : `${executionId} is ${status}: only a running execution can change`,
  )
}
