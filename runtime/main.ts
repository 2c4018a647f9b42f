#!/usr/bin/env node
// The container's program. Started plain it is the supervisor, which starts it once more as the handler process.
import { systemClock } from '../contract/clock.ts'
import { EnvironmentError, readEnvironment, type Environment } from './environment.ts'
import { ExitCode } from './exit-codes.ts'
import { HANDLER_ARGUMENT, startHandlerProcess } from './supervisor/handler-process.ts'
import { createProgress } from './supervisor/progress.ts'

if (process.argv[2] === HANDLER_ARGUMENT) {
  const { handlerMain } = await import('./handler/handler-main.ts')
  await handlerMain()
} else {
  process.exit(await main())
}

async function main(): Promise<ExitCode> {
  let environment: Environment
  try {
    environment = readEnvironment(process.env)
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    for (const problem of error.problems) console.error(problem)
    return ExitCode.environment
  }
  // The handler's module loads while the supervisor loads and fetches the execution.
  const progress = createProgress(systemClock)
  const handler = startHandlerProcess(import.meta.filename, progress.note)
  const { supervisorMain } = await import('./supervisor/supervisor-main.ts')
  return supervisorMain(environment, handler, progress)
}
