import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Contender } from '../rounds.ts'

/** Sees one execution through, in its own way. */
export interface Program extends Contender {
  /** What is run, and with what arguments. */
  command: readonly [string, ...string[]]
  /** Variables beyond those of every contender. */
  env?: Readonly<Record<string, string>>
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const node = (path: string): Program['command'] => [process.execPath, here(path)]
const python = findPython()

export const runtime: Program = { name: 'runtime', command: node('../../dist/transition-runtime.cjs') }

/** What all are compared with comes first. */
export const contenders: readonly Program[] = [
  { name: 'floor', command: node('floor.mjs') },
  { name: 'node:http script', command: node('script.mjs') },
  { name: 'fetch script', command: node('fetch.mjs') },
  { name: 'official Node client', command: node('official-client.mjs') },
  ...(python === undefined ? [] : [pythonProgram(python)]),
  runtime,
]

/** The environment of each: as a container's. */
export function environmentFor(url: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    TRANSITION_ID: `las:transition:${'a'.repeat(32)}`,
    EXECUTION_ID: `las:transition-execution:${'b'.repeat(32)}`,
    TRANSITION_HANDLER: here('handler.mjs'),
    LAS_CLIENT_ID: 'client',
    LAS_CLIENT_SECRET: 'secret-of-the-client',
    LAS_AUTH_ENDPOINT: `${url}/auth`,
    LAS_API_ENDPOINT: `${url}/api`,
  }
}

function pythonProgram(path: string): Program {
  // Bytecode that it would write beside its source is no use to the next container.
  return { name: 'Python urllib script', command: [path, '-B', here('by-urllib.py')] }
}

/** Python itself, not a wrapper that looks for it; undefined where there is none. */
function findPython(): string | undefined {
  const { status, stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], {
    encoding: 'utf8',
  })
  return status === 0 ? stdout.trim() : undefined
}
