import { describeResult, type WorkflowResult } from './workflow-result.ts'

/** What a test expects of the result of a workflow's execution. */
export const workflowMatchers = {
  toHaveTaken(
    this: { equals(a: unknown, b: unknown): boolean },
    received: unknown,
    states: readonly string[],
  ) {
    if (!isResult(received))
      throw new TypeError('toHaveTaken() is for what execution.ended() or execution.result() resolves with')
    return {
      pass: this.equals(received.taken, states),
      message: () =>
        `expected the execution to have taken ${states.join(' → ')}, or not; it ${describeResult(received)}`,
      actual: received.taken,
      expected: states,
    }
  },
}

function isResult(value: unknown): value is WorkflowResult {
  return typeof value === 'object' && value !== null && 'taken' in value && 'status' in value
}
