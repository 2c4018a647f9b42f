import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Whether this is the source and not what was built of it. */
export const isSource = extname(import.meta.filename) === '.ts'

/** The runtime's program: its source when this is source, the bundled file when this is built. */
export function runtimeProgram(): string {
  const program = isSource ? '../../runtime/main.ts' : './transition-runtime.cjs'
  return fileURLToPath(new URL(program, import.meta.url))
}
