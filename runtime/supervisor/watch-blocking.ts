import type { Clock } from '../../contract/index.ts'
import { blockingStack } from './blocking-stack.ts'
import { BLOCKED_AFTER_MS, type VitalSigns } from './vital-signs.ts'
import type { Log } from '../log.ts'

/** How often the handler's pulse is felt, in milliseconds. */
const INTERVAL_MS = 1000
/** How long its stack is waited for, in milliseconds. */
const STACK_TIMEOUT_MS = 6000

/** Which handler process is watched, and who is told that its event loop is blocked. */
export interface WatchBlockingOptions {
  clock: Clock
  log: Log
  vitalSigns: VitalSigns
  /** Makes the handler's inspector listen and resolves with its address. */
  openInspector: () => Promise<string>
  signal: AbortSignal
}

/** Logs, once for each time that the handler blocks its event loop, where it is by then. */
export async function watchBlocking({
  clock,
  log,
  vitalSigns,
  openInspector,
  signal,
}: WatchBlockingOptions): Promise<void> {
  let known = false
  while (!signal.aborted) {
    await clock.sleep(INTERVAL_MS, signal).catch(() => undefined)
    const isBlocked = vitalSigns.silentForMs() >= BLOCKED_AFTER_MS
    if (isBlocked && !known && !signal.aborted) {
      // A handler may have taken the signal that opens its inspector: then it is told without its stack.
      const stack = await Promise.race([
        openInspector().then(blockingStack),
        clock.sleep(STACK_TIMEOUT_MS, signal).then(() => undefined),
      ]).catch(() => undefined)
      const seconds = Math.round(vitalSigns.silentForMs() / 1000)
      log.warn(
        stack ? { stack } : {},
        `The handler has blocked its event loop for ${seconds} s${stack?.[0] ? `, ${stack[0]}` : ''}`,
      )
    }
    known = isBlocked
  }
}
