import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { launching } from './leftovers/containers.ts'

const built = (path: string) => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url))

/** The built programs, as the package's `bin` names them. */
export const programs = { runtime: built('transition-runtime.cjs'), transition: built('transition.js') }

/** How a program ended, and what it said. */
export interface Finished {
  code: number | null
  signal: string | null
  stdout: string
  stderr: string
}

/** A program that runs; it is ended when it is disposed of before it has ended. */
export interface Running extends AsyncDisposable {
  child: ChildProcess
  finished: Promise<Finished>
  /** What it has said so far. */
  readonly output: Readonly<Pick<Finished, 'stdout' | 'stderr'>>
  /** Resolves once stdout contains the text so many times, or once. */
  said(text: string, times?: number): Promise<void>
  /** Resolves once it says anything more. */
  says(): Promise<void>
}

/** Of the machine's environment a built program gets these: where programs and temporary files are, time zone, language. */
const OF_THE_MACHINE = ['PATH', 'TMPDIR', 'TZ', 'LANG', 'LANGUAGE', 'LC_ALL']

/** How each program is ended. The command is asked to: killed at once it leaves the runtimes that it has started. */
const ENDED_BY = { runtime: 'SIGKILL', transition: 'SIGTERM' } as const

/** Starts a built program with an environment of its own: of the test's only what says what machine it is on. */
export function start(
  program: keyof typeof programs,
  { args = [], env = {}, cwd }: { args?: string[]; env?: Record<string, string>; cwd?: string } = {},
): Running {
  const child = spawn(process.execPath, [programs[program], ...args], {
    env: { ...ofTheMachine(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd && { cwd }),
  })
  return follow(child, () => child.kill(ENDED_BY[program]))
}

/** What a program learns of the machine that it is on. */
export function ofTheMachine(): Record<string, string> {
  return Object.fromEntries(
    OF_THE_MACHINE.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/**
 * Listens to a program from its start on.
 * @param kill ends it when it is disposed of
 */
export function follow(
  child: ChildProcessByStdio<Writable | null, Readable, Readable>,
  kill: () => void = () => child.kill(),
): Running {
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  if (child.pid !== undefined) launching.add(child.pid)
  const finished = once(child, 'close').then(([code, signal]) => ({ code, signal, ...output }))
  return {
    child,
    finished,
    output,
    said: (text, times = 1) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (output.stdout.split(text).length <= times) return
          child.stdout.off('data', look)
          resolve()
        }
        child.stdout.on('data', look)
        void finished.then(() =>
          reject(new Error(`it ended without saying ${text}: ${output.stdout}${output.stderr}`)),
        )
        look()
      }),
    says: () =>
      new Promise((resolve, reject) => {
        child.stdout.once('data', () => resolve())
        void finished.then(() => reject(new Error(`it ended: ${output.stdout}${output.stderr}`)))
      }),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) kill()
      await finished
    },
  }
}

/** What `transition run --json` prints last. */
export function resultOf(stdout: string) {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
}

/** Runs a built program to its end. */
export async function run(...args: Parameters<typeof start>): Promise<Finished> {
  await using program = start(...args)
  return await program.finished
}
