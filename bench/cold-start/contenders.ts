import { fileURLToPath } from 'node:url'
import type { Contender } from '../rounds.ts'

/** Sees one execution through, in its own way. */
export interface Program extends Contender {
  /** Path of the program. */
  program: string
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What all are compared with comes first. */
export const contenders: readonly Program[] = [
  { name: 'floor (node:http)', program: here('floor.mjs') },
  { name: 'global fetch', program: here('fetch.mjs') },
  { name: 'runtime', program: here('../../dist/transition-runtime.js') },
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
