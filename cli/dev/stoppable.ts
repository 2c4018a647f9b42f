import type { Launcher } from '../../platform/index.ts'

/** A launcher whose executions can be stopped one by one. */
export interface StoppableLauncher extends Launcher {
  /** Asks the execution's container to stop, if it runs; resolves once it is gone. */
  stop(executionId: string): Promise<void>
}

/** Wraps a launcher so that what it runs can be stopped at once. */
export function stoppable(launcher: Launcher): StoppableLauncher {
  const stops = new Map<string, { abort: () => void; gone: Promise<void> }>()
  return {
    ...launcher,
    async launch(job) {
      const stop = new AbortController()
      const { promise: gone, resolve } = Promise.withResolvers<void>()
      stops.set(job.executionId, { abort: () => stop.abort(), gone })
      try {
        return await launcher.launch({ ...job, signal: AbortSignal.any([job.signal, stop.signal]) })
      } finally {
        stops.delete(job.executionId)
        resolve()
      }
    },
    async stop(executionId) {
      const running = stops.get(executionId)
      running?.abort()
      await running?.gone
    },
  }
}
