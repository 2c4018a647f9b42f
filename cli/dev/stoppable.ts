import type { Launcher } from '../../platform/index.ts'

/** A launcher whose executions can be stopped one by one. */
export interface StoppableLauncher extends Launcher {
  /** Asks the execution's container to stop, if it runs. */
  stop(executionId: string): void
}

/** Wraps a launcher so that what it runs can be stopped at once. */
export function stoppable(launcher: Launcher): StoppableLauncher {
  const stops = new Map<string, AbortController>()
  return {
    ...launcher,
    async launch(job) {
      const stop = new AbortController()
      stops.set(job.executionId, stop)
      try {
        return await launcher.launch({ ...job, signal: AbortSignal.any([job.signal, stop.signal]) })
      } finally {
        stops.delete(job.executionId)
      }
    },
    stop: (executionId) => stops.get(executionId)?.abort(),
  }
}
