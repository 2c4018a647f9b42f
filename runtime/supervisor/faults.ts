import type { Mask } from '../../contract/mask.ts'
import { unsuccessful, type Outcome } from '../outcome.ts'
import type { Log } from '../log.ts'

/** Faults of the runtime itself: what was thrown and nobody has caught. */
export interface Faults {
  /** Calls the listener with each fault, also with those that have happened. */
  follow(listener: (error: unknown) => void): void
  report(error: unknown): void
  readonly any: boolean
}

/** Faults of the runtime's own, of which there are none yet. */
export function createFaults(): Faults {
  const faults: unknown[] = []
  const listeners: ((error: unknown) => void)[] = []
  return {
    follow(listener) {
      listeners.push(listener)
      faults.forEach(listener)
    },
    report(error) {
      faults.push(error)
      for (const listener of listeners) listener(error)
    },
    get any() {
      return faults.length > 0
    },
  }
}

/** No faults, for those whose process deals with them itself. */
export const NO_FAULTS = { follow: () => undefined, any: false } as const

/** Reports what nothing else in this process has caught. Without it Node would end the process, with code 1. */
export function catchFaults(faults: Pick<Faults, 'report'>): void {
  process.on('uncaughtException', faults.report)
}

/** The outcome of an execution that a fault of the runtime's has ended. */
export function outcomeOfFault(error: unknown, mask: Mask): Outcome {
  return unsuccessful('failed', mask.apply(`The runtime has a fault of its own: ${firstLine(error)}`))
}

/** Logs a fault in one line. */
export function logFault(log: Log, error: unknown): void {
  const stack = error instanceof Error && typeof error.stack === 'string' ? error.stack : String(error)
  const err = { type: 'Fault', message: firstLine(error), stack }
  log.fatal({ err }, `The runtime has a fault of its own; report it with this line: ${err.message}`)
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : `${String(error)} was thrown`
  return text.split('\n', 1)[0] ?? text
}
