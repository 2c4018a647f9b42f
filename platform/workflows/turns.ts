/** What has to be done for one execution is done one after another; different executions don't wait for each other. */
export interface Turns {
  /** Does it after all that was asked for the same key before. */
  take(key: string, act: () => Promise<void>): void
  /** Resolves once nothing is under way. */
  idle(): Promise<void>
}

/** After this many acts in a row others get to the event loop. */
const ACTS_IN_A_ROW = 50

export function createTurns(onError: (error: unknown) => void): Turns {
  const last = new Map<string, Promise<void>>()
  let acts = 0

  async function act(before: Promise<void> | undefined, what: () => Promise<void>): Promise<void> {
    await before
    acts += 1
    if (acts % ACTS_IN_A_ROW === 0) await new Promise((resolve) => setImmediate(resolve))
    await what().catch(onError)
  }

  return {
    take(key, what) {
      const turn = act(last.get(key), what)
      last.set(key, turn)
      void turn.then(() => {
        if (last.get(key) === turn) last.delete(key)
      })
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}
