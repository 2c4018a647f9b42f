import type { TransitionExecutionId } from '../../contract/index.ts'
import type { Environment } from '../environment.ts'
import { ExitCode } from '../exit-codes.ts'
import { createLog } from '../log.ts'
import type { ContainerMemory } from './cgroup.ts'
import type { ContainerParts } from './container-parts.ts'
import { describeDeath } from './death.ts'
import { createExecutionApi, type ExecutionApi } from './execution-api.ts'
import { NO_FAULTS, type Faults } from './faults.ts'
import { superviseDespiteFaults } from './last-resort.ts'
import type { HandlerTurn } from './handler-process.ts'
import { mebibytes } from './memory-guard.ts'
import type { Stop } from './stop.ts'
import type { ClaimedExecution } from './supervise.ts'
import type { VitalSigns } from './vital-signs.ts'
import { watchBlocking } from './watch-blocking.ts'

/** What one execution is run with. */
export interface ExecutionParts {
  environment: Environment
  executionId: TransitionExecutionId
  /** The execution, where a worker has claimed it. */
  claimed?: ClaimedExecution
  /** The transition's `timeoutInSeconds`, as it was when it was last read. */
  knownLimit?: KnownLimit
  container: ContainerParts
  memory: ContainerMemory | undefined
  handler: HandlerTurn
  /** The last lines that the handler wrote to stderr. */
  lastWords: () => string
  /** Makes the inspector of the handler process listen; resolves with its address. Undefined while a person debugs it. */
  openInspector: (() => Promise<string>) | undefined
  vitalSigns: VitalSigns
  stop: Stop
  /** Faults of the runtime's own that belong to this execution, and are logged. */
  faults?: Faults
  endMark?: string
  /** Waits for a short time until all that the handler has printed is read. */
  drained: () => Promise<void>
}

/** What a worker remembers of its transition's `timeoutInSeconds`. */
export interface KnownLimit {
  timeoutInSeconds: number
}

/** The limit may have been changed since the worker started, so it is read anew; the last one counts where that fails. */
function rememberLimit(api: ExecutionApi, known: KnownLimit): ExecutionApi {
  return {
    ...api,
    async timeoutInSeconds(options) {
      try {
        const seconds = await api.timeoutInSeconds(options)
        if (seconds > 0) known.timeoutInSeconds = seconds
      } catch (error) {
        if (options?.signal?.aborted) throw error
      }
      return known.timeoutInSeconds
    },
  }
}

/** Supervises one execution in a handler process, and tells where the handler blocks and what memory it took. */
export async function runExecution(parts: ExecutionParts): Promise<ExitCode> {
  const { environment, executionId, claimed, knownLimit, container, memory } = parts
  const { handler, lastWords, openInspector, vitalSigns, stop, endMark, faults = NO_FAULTS, drained } = parts
  const { send, clock, telemetry } = container
  const { transitionId } = environment
  const log = createLog({ ...environment, executionId }, container.logOutput)
  const oomKillsBefore = memory?.oomKills() ?? 0
  const over = new AbortController()
  const { signal } = over
  // A breakpoint blocks the event loop, too.
  if (openInspector) void watchBlocking({ clock, log, vitalSigns, openInspector, signal })
  void handler.end.then((end) => vitalSigns.recordEnd(end.type === 'report' ? end.peakRssBytes : undefined))

  const ownApi = createExecutionApi(send, { transitionId, executionId })
  const api = knownLimit ? rememberLimit(ownApi, knownLimit) : ownApi
  const span = telemetry?.start({ transitionId, executionId, isWarm: claimed !== undefined })
  if (span) vitalSigns.watchProgress(span.recordProgress)
  try {
    const { exitCode, ...end } = await superviseDespiteFaults(
      {
        ...container,
        environment,
        ...(claimed && { claimed }),
        api,
        log,
        handler,
        vitalSigns,
        stop,
        ...(endMark && { endMark }),
        describeDeath: (death) =>
          describeDeath(death, {
            lastWords: lastWords(),
            oomKilled: (memory?.oomKills() ?? 0) > oomKillsBefore,
            memoryLimit: memory?.limit,
          }),
      },
      faults,
    )
    span?.end({ ...end, isError: exitCode !== ExitCode.ok, peakRssBytes: vitalSigns.peakRssBytes })
    return exitCode
  } finally {
    over.abort()
    await drained()
    if (vitalSigns.peakRssBytes > 0)
      log.info(`The handler process used ${mebibytes(vitalSigns.peakRssBytes)} of memory at most`)
  }
}
