// The supervisor process of one execution: the container's PID 1. It never runs user code.
import type { TransitionExecutionId } from '../../contract/index.ts'
import type { Environment } from '../environment.ts'
import { ExitCode } from '../exit-codes.ts'
import type { ContainerMemory } from './cgroup.ts'
import { createLog } from '../log.ts'
import { openContainerParts, type SupervisorEdges } from './container-parts.ts'
import { followProcess } from './follow-process.ts'
import { logFault, type Faults } from './faults.ts'
import type { HandlerProcess } from './handler-process.ts'
import { guardMemory } from './memory-guard.ts'
import { reapZombies } from './reaper.ts'
import { runExecution } from './run-execution.ts'
import type { Stop } from './stop.ts'
import type { VitalSigns } from './vital-signs.ts'

/** The handler process gets this long, in milliseconds, to be gone after its report: more than what flushes at its end. */
const CLOSE_TIMEOUT_MS = 2500

/** What the supervisor of one execution is made of. */
export interface SupervisorParts {
  environment: Environment
  executionId: TransitionExecutionId
  variables: Readonly<Record<string, string | undefined>>
  handler: HandlerProcess
  vitalSigns: VitalSigns
  memory: ContainerMemory | undefined
  /** Where signals order the stop. */
  stop: Stop
  /** Faults of the runtime's own that nothing else has caught. Default: they are left to the process. */
  faults?: Faults
  /** Where it meets the world, for those who bring their own. Default: the machine's time, stdout, the network. */
  edges?: SupervisorEdges
}

/** Puts the supervisor together from the machine's parts and runs it; leaves no process behind. */
export async function supervisorMain(parts: SupervisorParts): Promise<ExitCode> {
  const { environment, executionId, variables, handler, memory, stop, faults, edges } = parts
  const container = openContainerParts(environment, variables, edges)
  const { clock, output, logOutput, mask } = container
  const ids = { transitionId: environment.transitionId, executionId }
  const log = createLog({ ...environment, executionId }, logOutput)
  faults?.follow((error) => logFault(log, error))
  const over = new AbortController()
  if (memory) void guardMemory({ memory, clock, relieve: stop.order, signal: over.signal })
  void reapZombies({ clock, own: () => [handler.pid], signal: over.signal })
  try {
    return await runExecution({
      ...parts,
      container,
      ...followProcess(handler, { output, mask, ids }),
      drained: async () => {
        over.abort()
        // What the handler has started may hold its output open after its end.
        await Promise.race([handler.closed, clock.sleep(CLOSE_TIMEOUT_MS)])
        handler.kill()
        // The end of PID 1 is the end of every process of the container.
        if (process.pid !== 1) handler.sweep?.()
      },
    })
  } catch (error) {
    logFault(log, error)
    handler.kill()
    return ExitCode.fault
  } finally {
    await container.close()
  }
}
