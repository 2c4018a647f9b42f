/** How long the engine may compute, in milliseconds, before requests get a turn. */
const SLICE_MS = 20

const waiting: (() => void)[] = []
let turnBeganAt = performance.now()
/** Whether one goes on now, or will in a turn that is to come. */
let isTaken = false

/**
 * Resolves soon, or, if the engine has computed for a slice of time, in a later turn of the event loop. Callers go on one after
 * the other: each when all that the one before it computes, reads and writes in this process is done.
 */
export async function yieldToRequests(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  waiting.push(resolve)
  if (!isTaken) goOn()
  await promise
}

function goOn(): void {
  isTaken = waiting.length > 0
  if (!isTaken) return
  if (performance.now() - turnBeganAt > SLICE_MS) setImmediate(beginTurn)
  else letOneGoOn()
}

function beginTurn(): void {
  turnBeganAt = performance.now()
  letOneGoOn()
}

function letOneGoOn(): void {
  waiting.shift()?.()
  // A tick that is asked for in a microtask comes once no microtask is left.
  queueMicrotask(() => process.nextTick(goOn))
}
