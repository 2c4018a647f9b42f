/** How long the engine may compute, in milliseconds, before requests get a turn. */
const SLICE_MS = 20

let turnBeganAt = performance.now()
let nextTurn: Promise<void> | undefined

/**
 * Resolves at once, or, if the engine has computed for a slice of time, in a later turn of the event loop. What computes
 * long follows directly on `await`: with another await between, many callers would compute in one turn.
 */
export async function yieldToRequests(): Promise<void> {
  while (performance.now() - turnBeganAt > SLICE_MS) {
    nextTurn ??= new Promise((resolve) => {
      setImmediate(() => {
        turnBeganAt = performance.now()
        nextTurn = undefined
        resolve()
      })
    })
    await nextTurn
  }
}
