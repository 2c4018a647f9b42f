import { runtimeProgram } from '../testing/process/runtime-program.ts'

/** Program and arguments that start the runtime, which stops when this process is gone. */
export function runtimeCommand(): [string, ...string[]] {
  return [process.execPath, ...process.execArgv, runtimeProgram(), `--parent=${process.pid}`]
}
