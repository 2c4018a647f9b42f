import type { JsonObject } from '../../contract/index.ts'

/** How many notes are kept of all executions together. */
export const NOTES_KEPT = 50_000

/** What is kept of an execution beside its row and its log, for those who look at it later. `at`: milliseconds since the epoch. */
export type Note = { executionId: string; at: number } & (LaunchNote | HeartbeatNote | CallNote | GapNote)

/** Its container was started. */
export interface LaunchNote {
  kind: 'launched'
}

/** A heartbeat came. */
export interface HeartbeatNote {
  kind: 'heartbeat'
  body: JsonObject
}

/** Its handler called the API. No secret stands here, nor a file's content. */
export interface CallNote {
  kind: 'call'
  /** The operation's place in the contract's tree of routes: `documents.get`. */
  operation: string
  method: string
  /** With its query, under the API's base URL. */
  path: string
  body?: unknown
  status: number
  answer?: unknown
  durationMs: number
}

/** Calls came that are not kept, for there were too many or too much. */
export interface GapNote {
  kind: 'calls left out'
  count: number
}
