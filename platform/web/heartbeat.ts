import * as z from 'zod/mini'
import type { HeartbeatNote } from '../store/notes.ts'

/** What the runtime's heartbeats say; others may say anything, or nothing. */
const Body = z.object({
  handler: z.catch(
    z.optional(
      z.object({
        state: z.catch(z.optional(z.string()), undefined),
        eventLoopLagMs: z.catch(z.optional(z.number()), undefined),
        memoryMiB: z.catch(z.optional(z.number()), undefined),
      }),
    ),
    undefined,
  ),
  progress: z.catch(z.optional(z.object({ detail: z.unknown(), secondsAgo: z.number() })), undefined),
})

/** A heartbeat, as far as it is understood. */
export interface Heartbeat {
  /** Milliseconds since the epoch. */
  at: number
  state?: string | undefined
  lagMs?: number | undefined
  memoryMiB?: number | undefined
  /** What the handler last said of its work. */
  progress?: string | undefined
  progressAgoMs?: number | undefined
}

/** Reads what a heartbeat says. */
export function readHeartbeat({ at, body }: HeartbeatNote & { at: number }): Heartbeat {
  const { handler, progress } = Body.parse(body)
  return {
    at,
    state: handler?.state,
    lagMs: handler?.eventLoopLagMs,
    memoryMiB: handler?.memoryMiB,
    ...(progress && {
      progress: typeof progress.detail === 'string' ? progress.detail : JSON.stringify(progress.detail),
      progressAgoMs: progress.secondsAgo * 1000,
    }),
  }
}
