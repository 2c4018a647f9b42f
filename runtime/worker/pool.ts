import type { Clock } from '../../contract/index.ts'
import { EnvironmentError } from '../environment.ts'
import type { Log } from '../log.ts'
import { pauseMs } from '../supervisor/backoff.ts'
import { describeDeath } from '../supervisor/death.ts'
import type { HandlerEnd } from '../supervisor/handler-process.ts'
import type { WarmProcess } from './warm-process.ts'
import type { ProcessSource } from './work.ts'

/** How handler processes are started, and how many there may be. */
export interface PoolOptions {
  clock: Clock
  log: Log
  /** How long a handler's module may take to load, in milliseconds. */
  loadMs: number
  start: () => WarmProcess
}

/** All warm processes. */
export interface Pool extends ProcessSource<WarmProcess> {
  /** Those that are there, at work or not. */
  readonly all: ReadonlySet<WarmProcess>
  /** Ends all of them. */
  close(): Promise<void>
}

/** Starts a process when none is free, keeps it while it is fit, and replaces it when it isn't. */
export function createPool({ clock, log, loadMs, start }: PoolOptions): Pool {
  const all = new Set<WarmProcess>()
  const free: WarmProcess[] = []
  let hasEverLoaded = false

  async function end(process: WarmProcess): Promise<void> {
    process.kill()
    await process.closed
    process.sweep()
    all.delete(process)
  }

  function failureOfLoad(how: HandlerEnd | 'late' | 'stopped', process: WarmProcess): LoadFailure {
    if (how === 'stopped') return { reason: 'The worker was told to stop', isOfMachine: false }
    if (how === 'late')
      return {
        reason: `The handler did not load within ${loadMs / 1000} s (TRANSITION_LOAD_SECONDS)`,
        isOfMachine: false,
      }
    if (how.type === 'report')
      return {
        reason: how.outcome.status === 'succeeded' ? '' : how.outcome.error.message,
        isOfMachine: false,
      }
    const death = { lastWords: process.lastWords(), oomKilled: false, memoryLimit: undefined }
    return { reason: describeDeath(how, death), isOfMachine: how.failedToStart !== undefined }
  }

  /** @returns undefined, or why it did not load; the process has ended then */
  async function load(process: WarmProcess, signal: AbortSignal): Promise<LoadFailure | undefined> {
    const how = await Promise.race([process.loading, clock.sleep(loadMs, signal).then(late, stopped)])
    if (how === undefined) return undefined
    void end(process)
    return failureOfLoad(how, process)
  }

  return {
    all,
    async acquire(signal) {
      const since = clock.monotonic()
      for (let attempt = 0; !signal.aborted; attempt += 1) {
        for (let process = free.pop(); process; process = free.pop()) {
          const unfitness = process.unfitness()
          if (unfitness === undefined) return process
          log.warn(`A handler process is replaced: ${unfitness}`)
          void end(process)
        }
        const process = start()
        all.add(process)
        const failure = await load(process, signal)
        if (failure === undefined) {
          hasEverLoaded = true
          return process
        }
        if (signal.aborted) return undefined
        // A machine that can start no process now may be able to later. A module that does not load never will.
        const mayPass = failure.isOfMachine && clock.monotonic() - since < loadMs
        if (!hasEverLoaded && !mayPass) throw new EnvironmentError([failure.reason])
        log.error(`A handler process could not be started; starting another: ${failure.reason}`)
        await clock.sleep(pauseMs(attempt, undefined), signal).catch(() => undefined)
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

interface LoadFailure {
  reason: string
  /** The machine has no process to give, which says nothing of the module. */
  isOfMachine: boolean
}

const late = () => 'late' as const
const stopped = () => 'stopped' as const
