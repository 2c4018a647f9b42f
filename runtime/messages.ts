// What the supervisor and the handler process say to each other over the IPC channel.
import type { AccessToken } from '../client/index.ts'
import type { JsonObject } from '../contract/index.ts'
import type { Outcome } from './outcome.ts'

/** What the handler process needs beyond its environment, which it shares with the supervisor. */
export interface Task {
  input: JsonObject
  /** The supervisor's own, to save the call for another. */
  token: AccessToken | undefined
}

export type ToHandler = { type: 'run'; task: Task } | { type: 'abort'; reason: string }

export type FromHandler =
  | { type: 'progress'; detail: unknown }
  /** `thrown`: the outcome is a failure that the handler did not choose; it may be the echo of an abort. */
  | { type: 'outcome'; outcome: Outcome; thrown: boolean }
