/** So many are on their way at once; of those that come meanwhile the last counts. */
const MAX_IN_FLIGHT = 64

/** Sends progress as fast as the channel takes it. */
export interface ProgressSender {
  send(detail: unknown): void
  /** Sends what waits. */
  flush(): void
}

/** @param send resolves once the channel has it */
export function createProgressSender(send: (detail: unknown) => Promise<void>): ProgressSender {
  let waiting: { detail: unknown } | undefined
  let inFlight = 0

  function start(detail: unknown): void {
    inFlight += 1
    void send(detail).then(() => {
      inFlight -= 1
      flush()
    })
  }
  function flush(): void {
    const next = waiting
    waiting = undefined
    if (next) start(next.detail)
  }
  return {
    send(detail) {
      if (inFlight < MAX_IN_FLIGHT) start(detail)
      else waiting = { detail }
    },
    flush,
  }
}
