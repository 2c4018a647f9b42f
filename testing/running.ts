import type { JsonObject } from '../contract/index.ts'
import type { RunResult } from './run-result.ts'

/**
 * A run under way. Until it is awaited, time stands still unless the clock is advanced. From then on time passes by itself
 * where the runtime waits to try again, or the handler's client does.
 */
export type Running<Output = JsonObject> = PromiseLike<RunResult<Output>>

/** A promise that tells when somebody begins to wait for it. */
export function awaitable<T>(promise: Promise<T>, onAwait: () => void): PromiseLike<T> {
  // One that nobody awaits is not unhandled.
  promise.catch(() => undefined)
  return {
    // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what this is about
    then(onFulfilled, onRejected) {
      onAwait()
      return promise.then(onFulfilled, onRejected)
    },
  }
}
