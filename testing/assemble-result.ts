import type { JsonObject } from '../contract/index.ts'
import type { Container } from './simulated-container.ts'
import { readLogLine } from './read-log-line.ts'
import type { RunResult, SentRequest } from './run-result.ts'

/** How an execution stands at its end. */
export type End = Pick<RunResult, 'outcome' | 'status' | 'output' | 'error'>

/** All that was seen of a run whose container has exited, or was never there. */
export async function assembleResult(
  executionId: string,
  container: Container | undefined,
  lines: readonly string[],
  end: End,
): Promise<RunResult> {
  const { requests = [], runtimeRequests = [], progress = [] } = container ?? {}
  return {
    ...end,
    exitCode: (await container?.exited) ?? null,
    requests,
    runtimeRequests,
    heartbeats: heartbeatsIn(runtimeRequests),
    progress,
    logs: lines.map(readLogLine),
    executionId,
  }
}

/** The bodies of the heartbeats among some calls. */
function heartbeatsIn(requests: readonly SentRequest[]): JsonObject[] {
  return requests.flatMap(({ operation, body }) =>
    operation === 'POST heartbeats' ? [body as JsonObject] : [],
  )
}
