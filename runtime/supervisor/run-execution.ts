import type { Send } from '../../client/send.ts'
import type { Clock, TransitionExecutionId } from '../../contract/index.ts'
import type { Environment } from '../environment.ts'
import { ExitCode } from '../exit-codes.ts'
import { createLog } from '../log.ts'
import type { ContainerMemory } from './cgroup.ts'
import { describeDeath } from './death.ts'
import { createExecutionApi, type ExecutionApi } from './execution-api.ts'
import { NO_FAULTS, type Faults } from './faults.ts'
import { superviseDespiteFaults } from './last-resort.ts'
import type { HandlerTurn } from './handler-process.ts'
import type { Mask } from '../../contract/mask.ts'
import { mebibytes } from './memory-guard.ts'
import type { Output } from './output.ts'
import type { PlatformTime } from './platform-time.ts'
import type { Stop } from './stop.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import type { Supervision, ClaimedExecution } from './supervise.ts'
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
  send: Send
  clock: Clock
  /** Where its lines go. */
  logOutput: Pick<Output, 'write'>
  mask: Mask
  memory: ContainerMemory | undefined
  token: Supervision['token']
  containerName: string
  platformTime: PlatformTime
  handler: HandlerTurn
  /** The last lines that the handler wrote to stderr. */
  lastWords: () => string
  /** Makes the inspector of the handler process listen; resolves with its address. */
  openInspector: () => Promise<string>
  vitalSigns: VitalSigns
  stop: Stop
  /** Faults of the runtime's own that belong to this execution, and are logged. */
  faults?: Faults
  endMark?: string
  /** Told of the execution, where spans are wanted. */
  telemetry: Telemetry | undefined
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
  const { environment, executionId, claimed, knownLimit, send, clock, logOutput, mask, memory } = parts
  const { handler, lastWords, openInspector, vitalSigns, stop, endMark, drained, token, telemetry } = parts
  const { faults = NO_FAULTS } = parts
  const { platformTime } = parts
  const { transitionId } = environment
  const log = createLog({ ...environment, executionId }, logOutput)
  const oomKillsBefore = memory?.oomKills() ?? 0
  const over = new AbortController()
  const { signal } = over
  void watchBlocking({ clock, log, vitalSigns, openInspector, signal })
  void handler.end.then((end) => vitalSigns.recordEnd(end.type === 'report' ? end.peakRssBytes : undefined))

  const ownApi = createExecutionApi(send, { transitionId, executionId })
  const api = knownLimit ? rememberLimit(ownApi, knownLimit) : ownApi
  const span = telemetry?.start({ transitionId, executionId, isWarm: claimed !== undefined })
  if (span) vitalSigns.watchProgress(span.recordProgress)
  try {
    const { exitCode, ...end } = await superviseDespiteFaults(
      {
        environment,
        ...(claimed && { claimed }),
        api,
        clock,
        log,
        handler,
        vitalSigns,
        mask,
        stop,
        token,
        containerName: parts.containerName,
        platformTime,
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
