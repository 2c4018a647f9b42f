import type { Clock } from '../../contract/index.ts'
import { Problem } from '../problem.ts'
import type { ObservedCall } from '../history/redact.ts'

/** Receives each API call of an execution's handler. */
export type OnCall = (executionId: string, call: ObservedCall) => void

/** A call before its answer. */
export type Asked = Omit<ObservedCall, 'status' | 'answer' | 'durationMs' | 'body'>

/** The calls of the runtime itself. The timeline shows them already. */
const OF_THE_RUNTIME = /^transitions\.executions\.(get|update|heartbeats\.create)$/

/**
 * Answers a call and reports it to `onCall`. An error of the platform itself is reported with status 500.
 * @param act answers the call; it passes the body to its argument once it has read it
 */
export async function observe<T>(
  asked: Asked,
  executionId: string,
  { onCall, clock }: { onCall: OnCall; clock: Clock },
  act: (onBody: (body: unknown) => void) => Promise<T>,
): Promise<T> {
  if (OF_THE_RUNTIME.test(asked.operation) && asked.path.includes(executionId)) return act(() => {})
  const start = clock.monotonic()
  let body: unknown
  const report = (status: number, answer: unknown) =>
    onCall(executionId, {
      ...asked,
      ...(body !== undefined && { body }),
      status,
      ...(answer !== undefined && { answer }),
      durationMs: clock.monotonic() - start,
    })
  try {
    const answer = await act((given) => (body = given))
    report(answer === undefined ? 204 : 200, answer)
    return answer
  } catch (error) {
    const problem = error instanceof Problem ? error : undefined
    report(problem?.status ?? 500, { message: problem?.message ?? 'Internal Server Error' })
    throw error
  }
}
