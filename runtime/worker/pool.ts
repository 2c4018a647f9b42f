import type { Clock } from '../../contract/index.ts'
import { EnvironmentError } from '../environment.ts'
import type { Log } from '../log.ts'
import { backoffMs } from '../supervisor/backoff.ts'
import { describeDeath } from '../supervisor/death.ts'
import type { WarmProcess } from './warm-process.ts'
import type { ProcessSource } from './work.ts'

/** A handler's module may take this long to load, in milliseconds. */
const LOAD_TIMEOUT_MS = 60_000

export interface PoolOptions {
  clock: Clock
  log: Log
  start: () => WarmProcess
}

/** All warm processes. */
export interface Pool extends ProcessSource<WarmProcess> {
  /** Those that are there, at work or not. */
  readonly all: ReadonlySet<WarmProcess>
  /** Ends all of them. */
  close(): Promise<void>
}

/** Starts a process when one is wanted and none is free, keeps it while it is well, and replaces it when it isn't. */
export function createPool({ clock, log, start }: PoolOptions): Pool {
  const all = new Set<WarmProcess>()
  const free: WarmProcess[] = []
  let hasEverLoaded = false

  async function end(process: WarmProcess): Promise<void> {
    process.kill()
    await process.closed
    process.sweep()
    all.delete(process)
  }

  /** @returns undefined, or why it did not load */
  async function load(process: WarmProcess): Promise<string | undefined> {
    const how = await Promise.race([
      process.loading,
      clock.sleep(LOAD_TIMEOUT_MS).then(() => 'late' as const),
    ])
    if (how === undefined) return undefined
    void end(process)
    if (how === 'late') return `The handler did not load within ${LOAD_TIMEOUT_MS / 1000} s`
    if (how.type === 'report') return how.outcome.status === 'succeeded' ? '' : how.outcome.error.message
    return describeDeath(how, { lastWords: process.lastWords(), oomKilled: false, memoryLimit: undefined })
  }

  return {
    all,
    async ready(signal) {
      for (let attempt = 0; !signal.aborted; attempt += 1) {
        for (let process = free.pop(); process; process = free.pop()) {
          const unfitness = process.unfitness()
          if (unfitness === undefined) return process
          log.warn(`A handler process is replaced: ${unfitness}`)
          void end(process)
        }
        const process = start()
        all.add(process)
        const failure = await load(process)
        if (failure === undefined) {
          hasEverLoaded = true
          return process
        }
        if (!hasEverLoaded) throw new EnvironmentError([failure])
        log.error(`A handler process could not be started; trying again: ${failure}`)
        await clock.sleep(backoffMs(attempt, undefined), signal).catch(() => undefined)
      }
      return undefined
    },
    isFit: (process) => process.unfitness() === undefined,
    release: (process) => {
      process.rest()
      free.push(process)
    },
    async close() {
      await Promise.all(Array.from(all, end))
    },
  }
}
