import type { JsonObject } from '../../contract/index.ts'

/** How many entries are kept of all executions together. */
export const HISTORY_KEPT = 50_000

/**
 * One thing that happened to a transition execution, and that neither its row nor its log holds: the page and fixtures show it.
 * `at`: milliseconds since the epoch.
 */
export type HistoryEntry = { executionId: string; at: number } & (
  | LaunchEntry
  | HeartbeatEntry
  | CallEntry
  | GapEntry
  | SecretsEntry
)

/** Its container was started. */
export interface LaunchEntry {
  kind: 'launched'
}

/** A heartbeat came. */
export interface HeartbeatEntry {
  kind: 'heartbeat'
  body: JsonObject
}

/** Its handler called the API. No secret stands here, nor a file's content. */
export interface CallEntry {
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
export interface GapEntry {
  kind: 'calls left out'
  count: number
}

/** What its container was given that stands in no entry, sealed. */
export interface SecretsEntry {
  kind: 'secrets'
  sealed: string
}
