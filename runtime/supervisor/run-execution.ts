import type { Send } from '../../client/send.ts'
import type { Clock, TransitionExecutionId } from '../../contract/index.ts'
import type { Environment } from '../environment.ts'
import { ExitCode } from '../exit-codes.ts'
import { createLog } from '../log.ts'
import type { ContainerMemory } from './cgroup.ts'
import { describeDeath } from './death.ts'
import { createExecutionApi, type ExecutionApi } from './execution-api.ts'
import type { HandlerTurn } from './handler-process.ts'
import type { Mask } from '../../contract/mask.ts'
import { mebibytes } from './memory-guard.ts'
import type { Output } from './output.ts'
import type { Stop } from './stop.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import { supervise, type Supervision, type TakenExecution } from './supervise.ts'
import type { VitalSigns } from './vital-signs.ts'
import { watchBlocking } from './watch-blocking.ts'

export interface ExecutionParts {
  environment: Environment
  executionId: TransitionExecutionId
  /** The execution, where it was taken from those that wait. */
  taken?: TakenExecution
  /** The transition's, where it is known. */
  timeoutInSeconds?: number
  send: Send
  clock: Clock
  output: Output
  mask: Mask
  memory: ContainerMemory | undefined
  token: Supervision['token']
  handler: HandlerTurn
  /** The last lines that the handler wrote to stderr. */
  lastWords: () => string
  /** Makes the inspector of the handler process listen; resolves with its address. */
  openInspector: () => Promise<string>
  vitalSigns: VitalSigns
  stop: Stop
  endMark?: string
  /** Told of the execution, where spans are wanted. */
  telemetry: Telemetry | undefined
  /** Waits, not for long, until all that the handler has printed is read. */
  drained: () => Promise<void>
}

/** Supervises one execution in a handler process, and tells where the handler blocks and what memory it took. */
export async function runExecution(parts: ExecutionParts): Promise<ExitCode> {
  const { environment, executionId, taken, timeoutInSeconds, send, clock, output, mask, memory } = parts
  const { handler, lastWords, openInspector, vitalSigns, stop, endMark, drained, token, telemetry } = parts
  const { transitionId } = environment
  const log = createLog({ ...environment, executionId }, output)
  const oomKillsBefore = memory?.oomKills() ?? 0
  const over = new AbortController()
  const { signal } = over
  void watchBlocking({ clock, log, vitalSigns, openInspector, signal })
  void handler.end.then((end) => vitalSigns.noteEnd(end.type === 'report' ? end.peakRssBytes : undefined))

  const api: ExecutionApi = {
    ...createExecutionApi(send, { transitionId, executionId }),
    ...(timeoutInSeconds && { timeoutInSeconds: async () => timeoutInSeconds }),
  }
  const span = telemetry?.begin({ transitionId, executionId, isWarm: taken !== undefined })
  if (span) vitalSigns.watchProgress(span.noteProgress)
  try {
    const { exitCode, ...end } = await supervise({
      environment,
      ...(taken && { taken }),
      api,
      clock,
      log,
      handler,
      vitalSigns,
      mask,
      stop,
      token,
      ...(endMark && { endMark }),
      describeDeath: (death) =>
        describeDeath(death, {
          lastWords: lastWords(),
          oomKilled: (memory?.oomKills() ?? 0) > oomKillsBefore,
          memoryLimit: memory?.limit,
        }),
    })
    span?.end({ ...end, isError: exitCode !== ExitCode.ok, peakRssBytes: vitalSigns.peakRssBytes })
    return exitCode
  } finally {
    over.abort()
    await drained()
    if (vitalSigns.peakRssBytes > 0)
      log.info(`The handler process used ${mebibytes(vitalSigns.peakRssBytes)} of memory at most`)
  }
}
