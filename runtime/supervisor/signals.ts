import { unsuccessful } from '../outcome.ts'
import type { Stop, StopOrder } from './stop.ts'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/** SIGTERM, as `docker stop` sends it, and Ctrl-C order the stop. */
export function stopOnSignals(stop: Stop, graceMs: number): void {
  for (const signal of SIGNALS) process.on(signal, () => stop.order(interruption(signal, graceMs)))
}

/** What a signal orders. */
export function interruption(signal: (typeof SIGNALS)[number], graceMs: number): StopOrder {
  const reason = `interrupted by ${signal}`
  return { reason, graceMs, outcome: unsuccessful('retry', `The handler was ${reason}`) }
}
