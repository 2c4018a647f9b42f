import { abortable } from './abortable.ts'

/**
 * Lets concurrent calls share one run of `start`. A caller's signal ends only that caller's wait. The run is aborted
 * once no caller waits for it.
 */
export function shareCalls<T>(
  start: (signal: AbortSignal) => Promise<T>,
): (signal?: AbortSignal) => Promise<T> {
  interface Run {
    result: Promise<T>
    abort: AbortController
    waiting: number
  }
  let current: Run | undefined

  function startRun(): Run {
    const abort = new AbortController()
    const run: Run = { result: start(abort.signal), abort, waiting: 0 }
    const end = () => {
      if (current === run) current = undefined
    }
    run.result.then(end, end)
    return run
  }

  return async (signal) => {
    signal?.throwIfAborted()
    const run = (current ??= startRun())
    run.waiting += 1
    try {
      return await abortable(run.result, signal)
    } finally {
      run.waiting -= 1
      if (run.waiting === 0) {
        if (current === run) current = undefined
        run.abort.abort()
      }
    }
  }
}
