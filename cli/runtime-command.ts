import { runtimeProgram } from '../testing/process/runtime-program.ts'

/** Program and arguments that start the runtime. */
export function runtimeCommand(): [string, ...string[]] {
  return [process.execPath, ...process.execArgv, runtimeProgram()]
}
