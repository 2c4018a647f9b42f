import type { JsonObject } from '../contract/index.ts'
import type { Outcome } from '../runtime/outcome.ts'
import type { OperationName } from './operation-names.ts'

/** Who calls the API: the handler's client, or the runtime around the handler. */
export type Caller = 'handler' | 'runtime'

/** A call to the API as it was sent, and its answer. Access tokens and the harness's credentials stand in none. */
export interface SentRequest {
  /** Undefined where the API has no such operation. */
  operation: OperationName | undefined
  method: string
  /** Under the API's base URL, without the query. */
  path: string
  query: Readonly<Record<string, string | string[]>>
  /** JSON as a value, anything else as text; undefined without a body. */
  body: unknown
  /** Undefined while no answer has come, and where none did. */
  status: number | undefined
  /** The answer's body, as `body`. */
  response: unknown
  /** Why no answer came, in the system's word for it, such as `ECONNRESET`. */
  failure: string | undefined
}

/** A line of the container's log. */
export interface LogLine extends JsonObject {
  /** `trace` to `fatal`. */
  level: string
  message: string
}

/** How an execution ended, as the platform has it: `running` where nobody ended it. */
export type RunEnd<Output = JsonObject> =
  | { status: 'succeeded'; output: Output; error: undefined }
  | { status: 'failed' | 'rejected' | 'retry'; output: undefined; error: { message: string } }
  | { status: 'running'; output: undefined; error: undefined }

/** How a run of a handler ended, and all that was seen of it. Its `status` says whether it has an `output` or an `error`. */
export type RunResult<Output = JsonObject> = RunEnd<Output> & Seen

interface Seen {
  /** What the platform was told, and took; undefined where it has taken none of the runtime's outcomes. */
  outcome: Outcome | undefined
  /** The container's: 0 delivered, 1 delivered `failed`, 75 not delivered, 78 the environment is wrong. */
  exitCode: number | null
  /** What the handler asked of the API, in order. */
  requests: SentRequest[]
  /** What the runtime itself did: token, execution, heartbeats, outcome. */
  runtimeRequests: SentRequest[]
  /** The bodies of the heartbeats that were sent. */
  heartbeats: JsonObject[]
  /** What the handler gave to `progress()`, in order. */
  progress: unknown[]
  /** What the container printed. */
  logs: LogLine[]
  executionId: string
}

const RUNNING: RunEnd = { status: 'running', output: undefined, error: undefined }

/** @param outcome undefined where there is none */
export function endOf(outcome: Outcome | undefined): RunEnd {
  if (!outcome) return RUNNING
  return outcome.status === 'succeeded'
    ? { status: outcome.status, output: outcome.output, error: undefined }
    : { status: outcome.status, output: undefined, error: outcome.error }
}
