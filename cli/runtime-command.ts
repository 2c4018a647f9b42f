import { runtimeProgram } from '../testing/process/runtime-program.ts'

/**
 * Program and arguments that start the runtime, which stops when this process is gone.
 * @param more arguments of the runtime
 */
export function runtimeCommand(more: readonly string[] = []): [string, ...string[]] {
  // A debugger of this command's own process has its port.
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--inspect'))
  return [process.execPath, ...flags, runtimeProgram(), `--parent=${process.pid}`, ...more]
}
