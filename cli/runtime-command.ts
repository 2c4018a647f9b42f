import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Program and arguments that start the runtime: its source when this is source, the bundled file when this is built. */
export function runtimeCommand(): [string, ...string[]] {
  const program = extname(import.meta.filename) === '.ts' ? '../runtime/main.ts' : '../transition-runtime.cjs'
  return [process.execPath, ...process.execArgv, fileURLToPath(new URL(program, import.meta.url))]
}
