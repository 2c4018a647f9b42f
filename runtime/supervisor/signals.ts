import { unsuccessful } from '../outcome.ts'
import { onStopSignal } from './stop-signals.ts'
import type { Stop, StopOrder } from './stop.ts'

/** The argument that names the process which has started the runtime, by its id. */
const PARENT_ARGUMENT = '--parent='
/** How often it checks that its parent lives, in milliseconds. */
const PARENT_INTERVAL_MS = 1000

/** SIGTERM, as `docker stop` sends it, Ctrl-C and the like order the stop. */
export function stopOnSignals(stop: Stop, gracePeriodMs: number): void {
  onStopSignal((signal) => stop.order(interruption(signal, gracePeriodMs)))
}

/** Orders the stop when the process that has started this one is gone, where an argument says which that is. */
export function stopWithParent(stop: Stop, gracePeriodMs: number, commandLine: readonly string[]): void {
  const argument = commandLine.find((text) => text.startsWith(PARENT_ARGUMENT))
  if (argument === undefined) return
  const parent = Number(argument.slice(PARENT_ARGUMENT.length))
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop.order(interruption('the end of the process that started it', gracePeriodMs))
  }, PARENT_INTERVAL_MS)
  timer.unref()
}

/** What a signal orders. */
export function interruption(by: string, gracePeriodMs: number): StopOrder {
  const reason = `interrupted by ${by}`
  return { reason, gracePeriodMs, outcome: unsuccessful('retry', `The handler was ${reason}`) }
}
