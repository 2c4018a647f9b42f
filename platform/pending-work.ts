/** Work that nobody waits for, but the end of the platform: it needs the store. */
export interface PendingWork {
  keep(work: Promise<void>): void
  /** Resolves once none is left. */
  settled(): Promise<void>
}

/** @param onError told of what fails */
export function createPendingWork(onError: (error: unknown) => void): PendingWork {
  const pending = new Set<Promise<void>>()
  return {
    keep(work) {
      const done = work.catch(onError).finally(() => pending.delete(done))
      pending.add(done)
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}
