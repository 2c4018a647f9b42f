import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import * as z from 'zod/mini'
import { readTypeProblems, type TypeProblem } from './type-errors.ts'

const Manifest = z.object({ bin: z.object({ tsc: z.string() }) })

/**
 * Checks the project with its own TypeScript. Undefined if there is no TypeScript, no tsconfig.json or only JavaScript, and
 * if the check was aborted.
 */
export async function checkTypes(handler: string, signal: AbortSignal): Promise<TypeProblem[] | undefined> {
  const tsconfig = /^\.[mc]?ts$/.test(extname(handler)) ? await findTsconfig(handler) : undefined
  const tsc = tsconfig === undefined ? undefined : findTsc(handler)
  if (tsconfig === undefined || tsc === undefined || signal.aborted) return undefined
  const folder = dirname(tsconfig)
  const args = [tsc, '--noEmit', '--pretty', 'false', '-p', tsconfig]
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], signal })
  // An abort emits an error event, too. Only the end of the process matters here.
  child.on('error', () => undefined)
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  await new Promise((resolve) => child.once('close', resolve))
  return signal.aborted ? undefined : readTypeProblems(output, folder)
}

function findTsc(handler: string): string | undefined {
  try {
    const require = createRequire(handler)
    const manifest = require.resolve('typescript/package.json')
    const { data } = Manifest.safeParse(require(manifest))
    return data && join(dirname(manifest), data.bin.tsc)
  } catch {
    return undefined
  }
}

/** The nearest one above the handler, no further than its package. */
async function findTsconfig(handler: string): Promise<string | undefined> {
  for (let folder = dirname(handler); ; folder = dirname(folder)) {
    const file = join(folder, 'tsconfig.json')
    if (await isThere(file)) return file
    if (dirname(folder) === folder || (await isThere(join(folder, 'package.json')))) return undefined
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}
