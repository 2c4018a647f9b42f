import type { RequestOptions } from '../../client/client.ts'
import { ApiError } from '../../client/errors.ts'
import type { ExecutionStatus } from '../../contract/index.ts'
import type { ExecutionApi } from './execution-api.ts'

/** Whether an execution is still ours to end, as the platform says. */
export type Standing =
  | { is: 'ours' }
  | { is: 'ended'; status: ExecutionStatus; reason: string }
  /** Another has it, or will. */
  | { is: 'lost' | 'unknown'; reason: string }

/**
 * Asks the platform for an execution's standing; undefined if it gives none.
 * @param ourStart when the execution was leased to us, by the platform's clock; undefined if it is leased only once
 */
export async function standingOf(
  api: ExecutionApi,
  ourStart: string | null | undefined,
  options: RequestOptions,
): Promise<Standing | undefined> {
  try {
    const { status, startTime } = await api.get({ ...options, retry: false })
    if (status !== 'running') return { is: 'ended', status, reason: `the platform has it as ${status}` }
    return ourStart && startTime !== ourStart
      ? { is: 'lost', reason: 'the platform has requeued it' }
      : { is: 'ours' }
  } catch (error) {
    const status = error instanceof ApiError ? error.status : undefined
    if (status === 404 || status === 410) return { is: 'unknown', reason: 'the platform no longer knows it' }
    return status === 409 ? { is: 'lost', reason: 'another container has the lease' } : undefined
  }
}
