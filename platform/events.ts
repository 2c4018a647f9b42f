import type { JsonObject, LogEvent, TransitionExecution } from '../contract/index.ts'

/** What happens on a platform, for those who watch: the command, a page. */
export type PlatformEvent =
  /** One of a manual transition waits to be taken, for the first time or again. */
  | { type: 'queued'; execution: TransitionExecution }
  /** Its container was asked for, or somebody has taken it. */
  | { type: 'started'; execution: TransitionExecution }
  /** Its container runs: it may have had to wait for its turn, or for its image. */
  | { type: 'launched'; executionId: string }
  /** A workflow's execution, not a transition's, has started, gone on or ended. */
  | { type: 'stepped'; executionId: string }
  | { type: 'heartbeat'; executionId: string; body: JsonObject }
  | { type: 'log'; executionId: string; event: LogEvent }
  /** The container is gone, and all that it printed is in the log. */
  | { type: 'exited'; executionId: string }
  | {
      type: 'ended'
      execution: TransitionExecution
      output?: JsonObject | undefined
      error?: { message: string } | undefined
    }
