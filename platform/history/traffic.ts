import type { Clock } from '../../contract/index.ts'
import { Problem } from '../problem.ts'
import type { CallNote } from '../store/notes.ts'

/** An API call as it was answered. */
export type ObservedCall = Omit<CallNote, 'kind'>

/** Told of each API call of an execution's handler. */
export type OnCall = (executionId: string, call: ObservedCall) => void

/** What is known of a call before it is answered. */
export type Asked = Omit<ObservedCall, 'status' | 'answer' | 'durationMs' | 'body'>

/** The calls by which an execution's runtime does its work: its timeline tells of them. */
const OF_THE_RUNTIME = /^transitions\.executions\.(get|update|heartbeats\.create)$/

/**
 * Answers a call, and tells how it was answered. One that fails for a reason of the platform's own has status 500.
 * @param act answers it; told by its argument what the call's body is, once that is read
 */
export async function observe<T>(
  asked: Asked,
  executionId: string,
  { onCall, clock }: { onCall: OnCall; clock: Clock },
  act: (tellBody: (body: unknown) => void) => Promise<T>,
): Promise<T> {
  if (OF_THE_RUNTIME.test(asked.operation) && asked.path.includes(executionId)) return act(() => {})
  const start = clock.now()
  let body: unknown
  const tell = (status: number, answer: unknown) =>
    onCall(executionId, {
      ...asked,
      ...(body !== undefined && { body }),
      status,
      ...(answer !== undefined && { answer }),
      durationMs: clock.now() - start,
    })
  try {
    const answer = await act((given) => (body = given))
    tell(answer === undefined ? 204 : 200, answer)
    return answer
  } catch (error) {
    const problem = error instanceof Problem ? error : undefined
    tell(problem?.status ?? 500, { message: problem?.message ?? 'Internal Server Error' })
    throw error
  }
}
