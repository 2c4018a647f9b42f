#!/usr/bin/env node
// The container's program. Started plain it is the supervisor, which starts it once more as the handler process.
import { systemClock } from '../contract/clock.ts'
import { inspectorFlags } from './debugging.ts'
import { EnvironmentError, readEnvironment, type Environment } from './environment.ts'
import { ExitCode } from './exit-codes.ts'
import { addSecrets } from './secrets-file.ts'
import { containerMemory } from './supervisor/cgroup.ts'
import { catchFaults, createFaults, type Faults } from './supervisor/faults.ts'
import { HANDLER_ARGUMENT, forkHandler, startHandlerProcess } from './supervisor/handler-process.ts'
import { heapFlags } from './supervisor/memory-guard.ts'
import { stopOnSignals, stopWithParent } from './supervisor/signals.ts'
import { createStop } from './supervisor/stop.ts'
import { createVitalSigns } from './supervisor/vital-signs.ts'

if (process.argv[2] === HANDLER_ARGUMENT) {
  void import('./handler/handler-main.ts').then(({ handlerMain }) => handlerMain())
} else {
  const faults = createFaults()
  void main(process.env, faults).then(
    (code) => process.exit(faults.any ? ExitCode.fault : code),
    (error: unknown) => {
      // Before the platform can be told.
      console.error('The runtime has a fault of its own:', error)
      process.exit(ExitCode.fault)
    },
  )
}

async function main(variables: NodeJS.ProcessEnv, faults: Faults): Promise<ExitCode> {
  let environment: Environment
  try {
    addSecrets(variables)
    environment = readEnvironment(variables)
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    for (const problem of error.problems) console.error(problem)
    return ExitCode.environment
  }
  // First of all: a signal that comes while the rest is loading must not be the end.
  const stop = createStop()
  stopOnSignals(stop, environment.gracePeriodMs)
  stopWithParent(stop, environment.gracePeriodMs, process.argv)
  catchFaults(faults)
  const memory = containerMemory()
  const { executionId, concurrency } = environment
  const program = import.meta.filename
  if (executionId === undefined) {
    const flags = heapFlags(memory, variables['NODE_OPTIONS'], concurrency)
    const { workerMain } = await import('./worker/worker-main.ts')
    const fork = () => forkHandler({ program, flags })
    return workerMain({ environment, variables, fork, memory, stop, faults })
  }
  const vitalSigns = createVitalSigns(systemClock)
  // The handler's module loads while the supervisor loads and fetches the execution.
  const handler = startHandlerProcess({
    program,
    flags: [...heapFlags(memory, variables['NODE_OPTIONS']), ...inspectorFlags(process.argv)],
    onProgress: vitalSigns.recordProgress,
    onPulse: vitalSigns.recordPulse,
  })
  const { supervisorMain } = await import('./supervisor/supervisor-main.ts')
  return supervisorMain({ environment, executionId, variables, handler, vitalSigns, memory, stop, faults })
}
