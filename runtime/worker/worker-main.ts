// The supervisor process without an `EXECUTION_ID`: it claims executions from the platform, one after the other, and
// never runs user code.
import { AccessDeniedError } from '../../client/errors.ts'
import type { Transition } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'
import { EnvironmentError, type Environment } from '../environment.ts'
import { ExitCode } from '../exit-codes.ts'
import { createLog } from '../log.ts'
import { pauseMs } from '../supervisor/backoff.ts'
import type { ContainerMemory } from '../supervisor/cgroup.ts'
import { openContainerParts } from '../supervisor/container-parts.ts'
import { createTransitionApi } from '../supervisor/execution-api.ts'
import { createFaults, logFault, type Faults } from '../supervisor/faults.ts'
import type { ForkedHandler } from '../supervisor/handler-process.ts'
import { guardMemory } from '../supervisor/memory-guard.ts'
import { reapZombies } from '../supervisor/reaper.ts'
import { runExecution } from '../supervisor/run-execution.ts'
import type { Stop } from '../supervisor/stop.ts'
import { createVitalSigns } from '../supervisor/vital-signs.ts'
import { createPool } from './pool.ts'
import { createClaim, findTransition } from './claim.ts'
import { warmProcess, type WarmProcess } from './warm-process.ts'
import { work } from './work.ts'

/** The share of the container's memory that all handler processes together may keep from one execution to the next. */
const KEPT_SHARE = 0.75

/** What the worker's main program is given. */
export interface WorkerParts {
  environment: Environment
  variables: Readonly<Record<string, string | undefined>>
  fork: () => ForkedHandler
  memory: ContainerMemory | undefined
  /** Where signals order the end. */
  stop: Stop
  /** Faults of the runtime's own that nothing else has caught. */
  faults: Faults
}

/** Puts a worker together from the machine's parts and runs it until a signal ends it; leaves no process behind. */
export async function workerMain(parts: WorkerParts): Promise<ExitCode> {
  const { environment, variables, fork, memory, stop, faults } = parts
  const { transitionId, concurrency } = environment
  const container = openContainerParts(environment, variables)
  const { send, clock, output, logOutput, mask } = container
  const api = createTransitionApi(send, transitionId)
  const log = createLog(environment, logOutput)
  // Whose supervision it is that runs: a fault in it is that execution's alone.
  const supervisions = new (await import('node:async_hooks')).AsyncLocalStorage<Faults>()
  faults.follow((error) => {
    logFault(log, error)
    supervisions.getStore()?.report(error)
  })
  const over = new AbortController()
  void stop.ordered.then(() => over.abort())

  const shareBytes = memory && (memory.limit * KEPT_SHARE) / concurrency
  const pool = createPool({
    clock,
    log,
    loadMs: environment.loadMs,
    start: () => warmProcess(fork(), { clock, output, mask, ids: { transitionId }, shareBytes }),
  })
  const own = () => Array.from(pool.all, ({ pid }) => pid)
  void reapZombies({ clock, own, signal: over.signal })
  const stops = new Map<WarmProcess, Stop>()
  if (memory) {
    const relieve: Parameters<typeof guardMemory>[0]['relieve'] = async (order) => {
      const [biggest] = Array.from(pool.all).toSorted((a, b) => b.rssBytes() - a.rssBytes())
      if (!biggest) return
      const its = stops.get(biggest)
      if (its) its.order(order)
      else biggest.kill()
      await biggest.closed
    }
    void guardMemory({ memory, clock, relieve, signal: over.signal })
  }

  try {
    const transition = await lookUp()
    if (!transition) return ExitCode.ok
    const knownLimit = { timeoutInSeconds: transition.timeoutInSeconds }
    log.info(`Claiming executions of ${transition.name ?? transitionId}, ${concurrency} at once`)
    return await work({
      concurrency,
      clock,
      log,
      processes: pool,
      claim: createClaim(api, transitionId, clock),
      platformTime: container.platformTime,
      async supervise(claimed, process, ownStop) {
        const { executionId } = claimed.execution
        const vitalSigns = createVitalSigns(clock)
        const turn = process.start({ transitionId, executionId }, vitalSigns)
        stops.set(process, ownStop)
        const { lastWords, openInspector } = process
        const ownFaults = createFaults()
        const own = {
          executionId,
          claimed,
          stop: ownStop,
          faults: ownFaults,
          vitalSigns,
          lastWords,
          openInspector,
        }
        try {
          return await supervisions.run(ownFaults, () =>
            runExecution({ environment, knownLimit, memory, container, ...turn, ...own }),
          )
        } catch (error) {
          logFault(log, error)
          process.kill()
          return ExitCode.fault
        } finally {
          stops.delete(process)
        }
      },
      stop,
    })
  } catch (error) {
    if (!(error instanceof EnvironmentError)) {
      logFault(log, error)
      return ExitCode.fault
    }
    for (const problem of error.problems) log.fatal(problem)
    return ExitCode.environment
  } finally {
    over.abort()
    await pool.close()
    await container.close()
  }

  /** The transition, once the platform answers; undefined if the stop is ordered first. */
  async function lookUp(): Promise<Transition | undefined> {
    for (let attempt = 0; !over.signal.aborted; attempt += 1) {
      try {
        return await findTransition(api, transitionId, over.signal)
      } catch (error) {
        if (over.signal.aborted) return undefined
        if (error instanceof EnvironmentError) throw error
        if (error instanceof AccessDeniedError)
          throw new EnvironmentError([`The platform refuses the credentials: ${messageOf(error)}`])
        log.warn({ err: error }, 'The transition could not be looked up; trying again')
        await clock.sleep(pauseMs(attempt, error), over.signal).catch(() => undefined)
      }
    }
    return undefined
  }
}
