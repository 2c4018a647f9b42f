import type { RequestOptions } from '../../client/client.ts'
import { ApiError } from '../../client/errors.ts'
import type { Clock, JsonObject } from '../../contract/index.ts'
import type { ExecutionApi } from './execution-api.ts'
import type { Log } from '../log.ts'

/** After one that did not arrive the next one follows sooner: at the latest after so many milliseconds. */
const RETRY_MS = 5000

export interface HeartbeatOptions {
  api: ExecutionApi
  clock: Clock
  log: Log
  intervalMs: number
  /** From now to the first one. */
  firstAfterMs: number
  /** From when on the platform waits for the first one, in milliseconds since the epoch. Default: now. */
  since?: number
  /** How long after a heartbeat, in milliseconds, the execution counts as given up if no other got through. */
  givenUpAfterMs: number
  /** Ends the heartbeats. */
  signal: AbortSignal
  /** What the next heartbeat says. */
  body: () => JsonObject
  /** When the execution was handed out to us, as the platform says it; undefined where it is handed out only once. */
  startTime?: string | null | undefined
  /** Called once, with the reason, when the platform no longer holds the execution for running. */
  onLost: (reason: string) => void
  /** Called when no heartbeat has got through for so long that the platform must have given the execution up. */
  onUnheard: () => void
}

export interface Heartbeats {
  /** Until when the platform waits for the next heartbeat, at the most; in milliseconds since the epoch. */
  readonly awaitedUntil: number
  /** Resolves when the last one has been sent. */
  readonly ended: Promise<void>
}

/** Sends a first heartbeat and then one every interval, until the signal aborts or the execution is no longer ours. */
export function sendHeartbeats(options: HeartbeatOptions): Heartbeats {
  const { api, clock, log, intervalMs, firstAfterMs, givenUpAfterMs, body, startTime, onLost, onUnheard } =
    options
  const over = new AbortController()
  const signal = AbortSignal.any([options.signal, over.signal])
  let awaitedUntil = (options.since ?? clock.now()) + givenUpAfterMs

  /** @returns whether it has arrived */
  async function beat(): Promise<boolean> {
    const sentAt = clock.now()
    try {
      // A heartbeat that comes later than the next one is worth nothing.
      await api.heartbeat(body(), { signal, timeoutMs: intervalMs, retry: false })
      awaitedUntil = sentAt + givenUpAfterMs
      return true
    } catch (error) {
      if (signal.aborted) return false
      log.warn({ err: error }, 'A heartbeat did not arrive; the next one follows')
      if (isRefusal(error)) void askWhetherLost()
      return false
    }
  }

  async function askWhetherLost(): Promise<void> {
    const lost = await whyLost(api, startTime, { signal, timeoutMs: intervalMs, retry: false })
    if (lost === undefined || signal.aborted) return
    over.abort()
    onLost(lost)
  }

  async function beatOnAndOn(): Promise<void> {
    for (let due = clock.now() + firstAfterMs; ;) {
      await clock.sleep(due - clock.now(), signal).catch(() => undefined)
      if (signal.aborted) return
      const arrived = await beat()
      // Counted from when this one was due: one that took its time does not hold up the next.
      due = Math.max(due + (arrived ? intervalMs : Math.min(intervalMs, RETRY_MS)), clock.now())
    }
  }

  async function listen(): Promise<void> {
    while (clock.now() < awaitedUntil) await clock.sleep(awaitedUntil - clock.now(), signal)
    onUnheard()
  }

  // Only the signal ends it before its time.
  listen().catch(() => undefined)
  const ended = beatOnAndOn()
  return {
    get awaitedUntil() {
      return awaitedUntil
    },
    ended,
  }
}

/** 400, 404 or 409: the platform doesn't take heartbeats for this execution, or not from us. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && [400, 404, 409].includes(error.status ?? 0)
}

/** Why the execution is no longer ours; undefined while it may be. */
async function whyLost(
  api: ExecutionApi,
  ourStart: string | null | undefined,
  options: RequestOptions,
): Promise<string | undefined> {
  try {
    const { status, startTime } = await api.get(options)
    if (status !== 'running') return `the platform has it as ${status}`
    return ourStart && startTime !== ourStart ? 'the platform has taken it back' : undefined
  } catch (error) {
    const status = error instanceof ApiError ? error.status : undefined
    if (status === 404) return 'the platform no longer knows it'
    return status === 409 ? 'another container has it' : undefined
  }
}
