// The supervisor process without an `EXECUTION_ID`: it takes executions from the platform, one after the other, and
// never runs user code.
import { AccessDeniedError } from '../../client/errors.ts'
import type { Transition } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'
import { EnvironmentError, type Environment } from '../environment.ts'
import { ExitCode } from '../exit-codes.ts'
import { createLog } from '../log.ts'
import { backoffMs } from '../supervisor/backoff.ts'
import type { ContainerMemory } from '../supervisor/cgroup.ts'
import { openContainerParts } from '../supervisor/container-parts.ts'
import { createTransitionApi } from '../supervisor/execution-api.ts'
import type { ForkedHandler } from '../supervisor/handler-process.ts'
import { guardMemory } from '../supervisor/memory-guard.ts'
import { reapZombies } from '../supervisor/reaper.ts'
import { runExecution } from '../supervisor/run-execution.ts'
import type { Stop } from '../supervisor/stop.ts'
import { createVitalSigns } from '../supervisor/vital-signs.ts'
import { createPool } from './pool.ts'
import { createTake, findTransition } from './take.ts'
import { warmProcess, type WarmProcess } from './warm-process.ts'
import { work } from './work.ts'

/** The share of the container's memory that all handler processes together may keep from one execution to the next. */
const KEPT_SHARE = 0.75

export interface WorkerParts {
  environment: Environment
  variables: Readonly<Record<string, string | undefined>>
  fork: () => ForkedHandler
  memory: ContainerMemory | undefined
  /** Where signals order the end. */
  stop: Stop
}

/** Puts a worker together from the machine's parts and runs it until a signal ends it; leaves no process behind. */
export async function workerMain(parts: WorkerParts): Promise<ExitCode> {
  const { environment, variables, fork, memory, stop } = parts
  const { transitionId, concurrency } = environment
  const container = openContainerParts(environment, variables)
  const { send, clock, output, mask } = container
  const api = createTransitionApi(send, transitionId)
  const log = createLog(environment, output)
  const over = new AbortController()
  void stop.ordered.then(() => over.abort())

  const shareBytes = memory && (memory.limit * KEPT_SHARE) / concurrency
  const pool = createPool({
    clock,
    log,
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
    log.info(`Taking executions of ${transition.name ?? transitionId}, ${concurrency} at once`)
    return await work({
      concurrency,
      clock,
      log,
      processes: pool,
      take: createTake(api, transitionId, clock),
      async seeThrough(taken, process, ownStop) {
        const { executionId } = taken.execution
        const vitalSigns = createVitalSigns(clock)
        const turn = process.begin({ transitionId, executionId }, vitalSigns)
        stops.set(process, ownStop)
        const { lastWords, openInspector } = process
        const own = { executionId, taken, stop: ownStop, vitalSigns, lastWords, openInspector }
        try {
          const { timeoutInSeconds } = transition
          return await runExecution({ environment, timeoutInSeconds, memory, ...container, ...turn, ...own })
        } finally {
          stops.delete(process)
        }
      },
      stop,
    })
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
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
        return await findTransition(api, transitionId)
      } catch (error) {
        if (error instanceof EnvironmentError) throw error
        if (error instanceof AccessDeniedError)
          throw new EnvironmentError([`The platform refuses the credentials: ${messageOf(error)}`])
        log.warn({ err: error }, 'The transition could not be looked up; trying again')
        await clock.sleep(backoffMs(attempt, error), over.signal).catch(() => undefined)
      }
    }
    return undefined
  }
}
