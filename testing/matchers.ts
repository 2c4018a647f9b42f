import { describeRun } from './describe-run.ts'
import { checkOperationName, type OperationName } from './operation-names.ts'
import type { RunResult } from './run-result.ts'

/** What a matcher finds; vitest shows the difference between `actual` and `expected`. */
interface Found {
  pass: boolean
  message: () => string
  actual?: unknown
  expected?: unknown
}

/** What vitest gives to a matcher. */
interface State {
  readonly isNot: boolean
  equals(a: unknown, b: unknown): boolean
}

/** Part of an error's message, or a pattern of it. */
type Message = string | RegExp

/** What a test expects of a run's result. */
export const matchers = {
  toHaveSucceeded(this: State, received: unknown): Found {
    return ended(this, received, 'succeeded')
  },

  toHaveSucceededWith(this: State, received: unknown, output: unknown): Found {
    const result = resultIn(received)
    const pass = result.status === 'succeeded' && this.equals(result.output, output)
    const expected = this.isNot ? 'to succeed with another output' : 'to succeed with the output below'
    const found = verdict(pass, result, expected)
    return this.isNot || result.status !== 'succeeded'
      ? found
      : { ...found, actual: result.output, expected: output }
  },

  toHaveFailed(this: State, received: unknown, message?: Message): Found {
    return ended(this, received, 'failed', message)
  },

  toHaveBeenRejected(this: State, received: unknown, message?: Message): Found {
    return ended(this, received, 'rejected', message)
  },

  toAskForRetry(this: State, received: unknown, message?: Message): Found {
    return ended(this, received, 'retry', message)
  },

  toHaveHeartbeaten(this: State, received: unknown, times?: number): Found {
    const result = resultIn(received)
    const count = result.heartbeats.length
    const pass = times === undefined ? count > 0 : count === times
    const wanted = times === undefined ? 'at least one heartbeat' : `${times} heartbeats`
    return verdict(pass, result, `${this.isNot ? 'not ' : ''}to send ${wanted}, and it sent ${count}`)
  },

  toHaveRequested(this: State, received: unknown, operation: OperationName, body?: unknown): Found {
    checkOperationName(operation)
    const result = resultIn(received)
    const calls = result.requests.filter((request) => request.operation === operation)
    const pass = calls.some((call) => body === undefined || this.equals(call.body, body))
    const sent = result.requests.map((request) => request.operation ?? `${request.method} ${request.path}`)
    const found = verdict(
      pass,
      result,
      `${this.isNot ? 'not ' : ''}to request ${operation}, and it requested ${sent.join(', ') || 'nothing'}`,
    )
    const [only] = calls
    return this.isNot || !only ? found : { ...found, actual: only.body, expected: body }
  },
}

function ended(state: State, received: unknown, status: RunResult['status'], message?: Message): Found {
  const result = resultIn(received)
  const text = result.error?.message ?? ''
  const fits =
    message === undefined || (message instanceof RegExp ? message.test(text) : text.includes(message))
  const like =
    message === undefined ? '' : ` with ${message instanceof RegExp ? message : JSON.stringify(message)}`
  const words = {
    succeeded: 'to succeed',
    failed: 'to fail',
    rejected: 'to be rejected',
    retry: 'to ask for a retry',
  }
  const expected = status === 'running' ? 'to go on' : words[status]
  return verdict(result.status === status && fits, result, `${state.isNot ? 'not ' : ''}${expected}${like}`)
}

function verdict(pass: boolean, result: RunResult, expected: string): Found {
  return { pass, message: () => `expected the run ${expected}\n\n${describeRun(result)}` }
}

/** @throws TypeError for what is no result, such as a run that was not awaited */
function resultIn(received: unknown): RunResult {
  if (received instanceof Promise)
    throw new TypeError('expected the result of a run, got a promise: await t.run() first')
  if (typeof received === 'object' && received !== null && 'runtimeRequests' in received)
    return received as RunResult
  throw new TypeError('expected the result of a run: what t.run() or replay() resolves with')
}
