import { yieldToRequests } from './turn.ts'

/** Runs tasks one after another for each key. Tasks of different keys don't wait for each other. */
export interface SerialQueue {
  /** Runs a task after all tasks that were added for the same key before. */
  add(key: string, task: () => Promise<void>): void
  /** Resolves once no task is queued or running. */
  idle(): Promise<void>
}

/** A queue in which nothing waits. */
export function createSerialQueue(onError: (error: unknown) => void): SerialQueue {
  const last = new Map<string, Promise<void>>()

  async function run(before: Promise<void> | undefined, task: () => Promise<void>): Promise<void> {
    await before
    await yieldToRequests()
    await task().catch(onError)
  }

  return {
    add(key, task) {
      const running = run(last.get(key), task)
      last.set(key, running)
      void running.then(() => {
        if (last.get(key) === running) last.delete(key)
      })
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}
