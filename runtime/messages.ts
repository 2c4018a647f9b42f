// What the supervisor and the handler process say to each other over their channel.
import type { AccessToken } from '../client/index.ts'
import type { JsonObject, TransitionExecutionId } from '../contract/index.ts'
import type { Outcome } from './outcome.ts'

/** What the handler process needs beyond its environment, which it shares with the supervisor. */
export interface Task {
  executionId: TransitionExecutionId
  input: JsonObject
  /** The supervisor's own, to save the call for another. */
  token: AccessToken | undefined
  /** The container's name, by which the platform knows who holds the execution's lease. */
  container?: string
  /** What a warm handler process prints on stdout and stderr after all else that it prints for this execution. */
  endMark?: string
}

/** From one pulse of the handler process to the next, in milliseconds. */
export const PULSE_INTERVAL_MS = 1000

/** `nonce` names the turn: the reports and the progress of the task carry it. */
export type ToHandler = { type: 'run'; nonce: string; task: Task } | { type: 'abort'; reason: string }

/** How the handler process says that its event loop turns: about once a second. */
export interface Pulse {
  type: 'pulse'
  /** How much later than it should have this pulse came, in milliseconds. */
  lagMs: number
  /** Resident memory of the handler process, in bytes. */
  rssBytes: number
}

/** How a turn ended. */
export interface Report {
  type: 'report'
  outcome: Outcome
  /** The outcome is a failure that the handler did not choose; it may be the echo of an abort. */
  thrown: boolean
  /** The most resident memory that the handler process has had for this execution, in bytes. */
  peakRssBytes: number
}

/** Said once by a warm handler process: its module is loaded, and it waits for its first task. */
export interface Loaded {
  type: 'loaded'
}

/** Why a warm handler process must not have another task. */
export interface Unfit {
  type: 'unfit'
  reason: string
}

/** Each goes with a nonce: a turn's for reports and progress, the process's for the others. */
export type FromHandler = { type: 'progress'; detail: unknown } | Pulse | Report | Loaded | Unfit
