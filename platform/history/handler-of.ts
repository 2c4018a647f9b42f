import { executionOfUserAgent } from '../../contract/user-agent.ts'
import type { Store } from '../store/store.ts'

/**
 * The execution whose handler makes a call. Its client names the execution, and the container that it runs in: only the one
 * that holds the execution's lease is believed, as anybody can name an execution.
 */
export async function executionOfCaller(
  store: Store,
  { userAgent, container }: { userAgent: string | undefined; container: string | undefined },
): Promise<string | undefined> {
  const executionId = executionOfUserAgent(userAgent)
  if (executionId === undefined || container === undefined) return undefined
  const row = await store.get('executions', executionId)
  return row?.status === 'running' && row.holder === container ? executionId : undefined
}
