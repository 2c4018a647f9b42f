import type { JsonObject } from '../contract/index.ts'
import type { RunResult } from './run-result.ts'

/**
 * A run that has started. The clock stands still until the run is awaited, or the test advances it. Once the run is awaited,
 * time passes by itself where the runtime, or the handler's client, waits to retry.
 */
export type Running<Output = JsonObject> = PromiseLike<RunResult<Output>>

/** Calls `onAwait` when the promise is awaited. */
export function awaitable<T>(promise: Promise<T>, onAwait: () => void): PromiseLike<T> {
  // If nobody awaits it, its rejection must not count as unhandled.
  promise.catch(() => undefined)
  return {
    // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what this is about
    then(onFulfilled, onRejected) {
      onAwait()
      return promise.then(onFulfilled, onRejected)
    },
  }
}
