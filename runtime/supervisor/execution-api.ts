import type { RequestOptions } from '../../client/client.ts'
import type { Send } from '../../client/send.ts'
import type {
  JsonObject,
  Transition,
  TransitionExecution,
  TransitionExecutionId,
  TransitionId,
} from '../../contract/index.ts'
import type { Outcome } from '../outcome.ts'

/** The calls that the supervisor makes, all for one execution. */
export interface ExecutionApi {
  get(options?: RequestOptions): Promise<TransitionExecution>
  /** The transition's `timeoutInSeconds`. */
  timeoutInSeconds(options?: RequestOptions): Promise<number>
  heartbeat(body: JsonObject, options?: RequestOptions): Promise<void>
  /** One attempt: `deliver` decides what a failure means. */
  finish(outcome: Outcome, options?: RequestOptions): Promise<void>
}

/** The calls of a worker, which claims executions of a transition. */
export interface TransitionApi {
  get(options?: RequestOptions): Promise<Transition>
  /**
   * Claims the next queued execution.
   * @param waitSeconds for so long a platform that can waits for one to be queued; others answer at once
   */
  claim(waitSeconds: number, options?: RequestOptions): Promise<TransitionExecution>
}

/** The routes of these calls, as far as sending needs them: the contract's own hold schemas, which take time to load. */
const READ = { method: 'GET', response: true } as const
const READ_TRANSITION = { ...READ, texts: ['transitionType'] } as const
const READ_EXECUTION = { ...READ, texts: ['executionId', 'status'] } as const
const HEARTBEAT = { method: 'POST', body: true, idempotent: true } as const
const CLAIM = { method: 'POST', body: true, response: true } as const
const FINISH = { method: 'PATCH', body: true, response: true } as const

/** The calls of one execution. */
export function createExecutionApi(
  send: Send,
  { transitionId, executionId }: { transitionId: TransitionId; executionId: TransitionExecutionId },
): ExecutionApi {
  const execution = `/transitions/${transitionId}/executions/${executionId}`
  return {
    get: async (options = {}) =>
      (await send(READ_EXECUTION, execution, undefined, options)) as TransitionExecution,
    timeoutInSeconds: async (options = {}) =>
      ((await send(READ, `/transitions/${transitionId}`, undefined, options)) as Transition).timeoutInSeconds,
    heartbeat: async (body, options = {}) => {
      await send(HEARTBEAT, `${execution}/heartbeats`, body, options)
    },
    finish: async (outcome, options = {}) => {
      await send(FINISH, execution, outcome, { ...options, retry: false })
    },
  }
}

/** The calls of one transition, which a worker makes. */
export function createTransitionApi(send: Send, transitionId: TransitionId): TransitionApi {
  const path = `/transitions/${transitionId}`
  return {
    get: async (options = {}) => (await send(READ_TRANSITION, path, undefined, options)) as Transition,
    claim: async (waitSeconds, options = {}) => {
      const headers: Record<string, string> = waitSeconds > 0 ? { prefer: `wait=${waitSeconds}` } : {}
      return (await send(CLAIM, `${path}/executions`, {}, { ...options, headers })) as TransitionExecution
    },
  }
}
