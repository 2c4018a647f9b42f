import type { Client, RequestOptions } from '../../client/index.ts'
import type {
  JsonObject,
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
  /** One try: what a failure means is for `deliver` to say. */
  finish(outcome: Outcome, options?: RequestOptions): Promise<void>
}

export function createExecutionApi(
  client: Client,
  { transitionId, executionId }: { transitionId: TransitionId; executionId: TransitionExecutionId },
): ExecutionApi {
  const { executions } = client.transitions
  return {
    get: (options) => executions.get(transitionId, executionId, options),
    timeoutInSeconds: async (options) =>
      (await client.transitions.get(transitionId, options)).timeoutInSeconds,
    heartbeat: async (body, options) =>
      executions.heartbeats.create(transitionId, executionId, body, options),
    finish: async (outcome, options) => {
      await executions.update(transitionId, executionId, outcome, { ...options, retry: false })
    },
  }
}
