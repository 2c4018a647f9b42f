import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { OtherMachine } from '../support/namespace.ts'

const exec = promisify(execFile)
const program = fileURLToPath(new URL('programs/knock.mjs', import.meta.url))

/** A request of an attacker. */
export interface Knock {
  url: string
  method?: string
  headers?: Record<string, string>
  body?: string
}

/** What came of it: an answer, or an error's code such as ECONNREFUSED. */
export interface KnockAnswer {
  status?: number
  location?: string | null
  cookie?: string[] | null
  text?: string
  error?: string
}

/** Sends requests from a process of its own: on another machine, or on this one. */
export async function knock(knocks: Knock[], from?: OtherMachine): Promise<KnockAnswer[]> {
  const args = [JSON.stringify(knocks)]
  const stdout = from
    ? await from.run(program, args)
    : (await exec(process.execPath, [program, ...args])).stdout
  return JSON.parse(stdout) as KnockAnswer[]
}
