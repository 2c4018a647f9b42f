import type { JsonObject, LogEvent, TransitionExecution } from '../../contract/index.ts'

/** What happens on a platform, for those who watch: the command, a page. */
export type PlatformEvent =
  /** One of a manual transition is queued, for the first time or again. */
  | { type: 'queued'; execution: TransitionExecution }
  /** Its container was asked for, or somebody has claimed it. */
  | { type: 'started'; execution: TransitionExecution }
  /** Its container runs: an engine may have let it wait for room, or for its image. */
  | { type: 'launched'; executionId: string }
  /** A workflow's execution, not a transition's, has started, moved on or ended. */
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

/** Tells subscribers of a platform's events, in the order in which they subscribed. */
export interface EventBus {
  subscribe(listener: (event: PlatformEvent) => void): void
  publish(event: PlatformEvent): void
}

/** A bus without subscribers. */
export function createEventBus(): EventBus {
  const listeners: ((event: PlatformEvent) => void)[] = []
  return {
    subscribe: (listener) => void listeners.push(listener),
    publish(event) {
      for (const listener of listeners) listener(event)
    },
  }
}
