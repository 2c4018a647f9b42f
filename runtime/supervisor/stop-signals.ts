/**
 * Signals that ask a process to end and would end it at once. SIGUSR1 is Node's own, and SIGABRT asks for a dump.
 * `signal(7)` lists them.
 */
export const STOP_SIGNALS = [
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGIO',
  'SIGPWR',
  'SIGXCPU',
  'SIGXFSZ',
] as const satisfies NodeJS.Signals[]
/** A signal that asks a process to stop. */
export type StopSignal = (typeof STOP_SIGNALS)[number]

/** Calls the listener with each signal that asks this process to end. */
export function onStopSignal(listener: (signal: StopSignal) => void): void {
  for (const signal of STOP_SIGNALS) {
    try {
      process.on(signal, () => listener(signal))
    } catch {
      // Another system than Linux may not know it.
    }
  }
}
