import type { JsonObject } from '../contract/index.ts'
import type { Outcome } from '../runtime/outcome.ts'
import type { Container } from './simulated-container.ts'
import { readLogLine } from './read-log-line.ts'
import { endOf, type RunResult, type SentRequest } from './run-result.ts'

/** What an execution has ended with; undefined: nothing. */
export interface Outcomes {
  had: Outcome | undefined
  /** What of it the runtime has delivered: somebody else may have ended it. */
  accepted: Outcome | undefined
}

/** All that was seen of a run whose container has exited, or was never there. */
export async function assembleResult(
  executionId: string,
  container: Container | undefined,
  lines: readonly string[],
  outcomes: Outcomes,
): Promise<RunResult> {
  const { requests = [], runtimeRequests = [], progress = [] } = container ?? {}
  return {
    ...endOf(outcomes.had),
    outcome: outcomes.accepted,
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
