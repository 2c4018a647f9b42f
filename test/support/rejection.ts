import { expect } from 'vitest'

/** What a promise rejects with. It is watched from now on, so it can be awaited later. */
export async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('it did not reject'),
    (reason: unknown) => reason,
  )
}
