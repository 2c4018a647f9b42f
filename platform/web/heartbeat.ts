import * as z from 'zod/mini'
import type { HeartbeatEntry } from '../store/history-entries.ts'

/** The body of our runtime's heartbeats. Other runtimes may send anything, or nothing. */
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

/** A heartbeat. What its body does not say is undefined. */
export interface Heartbeat {
  /** Milliseconds since the epoch. */
  at: number
  state?: string | undefined
  lagMs?: number | undefined
  memoryMiB?: number | undefined
  /** The handler's last progress. */
  progress?: string | undefined
  progressAgoMs?: number | undefined
}

/** Reads a heartbeat's body. */
export function readHeartbeat({ at, body }: HeartbeatEntry & { at: number }): Heartbeat {
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
