import { unsuccessful } from '../outcome.ts'
import type { Stop } from './stop.ts'

/** SIGTERM, as `docker stop` sends it, and Ctrl-C order the stop. */
export function stopOnSignals(stop: Stop, graceMs: number): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const reason = `interrupted by ${signal}`
    const outcome = unsuccessful('retry', `The handler was ${reason}`)
    process.on(signal, () => stop.order({ reason, graceMs, outcome }))
  }
}
