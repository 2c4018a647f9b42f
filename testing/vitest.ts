/** Adds the matchers for runs to vitest's `expect`: `import 'docker-transition/testing/vitest'`. */
import { expect } from 'vitest'
import { matchers } from './matchers.ts'
import type { OperationName } from './operation-names.ts'
import { workflowMatchers } from './workflow/workflow-matchers.ts'

expect.extend({ ...matchers, ...workflowMatchers })

/** What a test expects of a run's result, which `t.run()` and `replay()` resolve with. */
export interface RunMatchers<Result> {
  toHaveSucceeded(): Result
  /** The output equals this one, which may hold vitest's asymmetric matchers. */
  toHaveSucceededWith(output: unknown): Result
  /** @param message part of the error's message, or a pattern of it */
  toHaveFailed(message?: string | RegExp): Result
  /** @param message part of the error's message, or a pattern of it */
  toHaveBeenRejected(message?: string | RegExp): Result
  /** @param message part of the error's message, or a pattern of it */
  toAskForRetry(message?: string | RegExp): Result
  /** @param times how many heartbeats were sent; default: at least one */
  toHaveHeartbeaten(times?: number): Result
  /**
   * The handler made a call.
   * @param body what one such call had as its body
   */
  toHaveRequested(operation: OperationName, body?: unknown): Result
  /** An execution of a workflow has gone through just these states, in this order. */
  toHaveTaken(states: readonly string[]): Result
}

declare module 'vitest' {
  // oxlint-disable-next-line no-unused-vars -- a declaration that merges must name the parameters of the other
  interface Matchers<
    R extends void | Promise<void> = void | Promise<void>,
    T = unknown,
  > extends RunMatchers<R> {}
}
