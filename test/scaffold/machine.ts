import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { ofTheMachine } from '../support/programs.ts'

/** The repository's root. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

const searched = (process.env['PATH'] ?? '').split(delimiter)
const own = searched.filter((folder) => !folder.includes('node_modules'))

/** Where the machine's own programs are: a PATH without what an installed package brought. */
export const machinePath = own.join(delimiter)
/** A PATH on which the project's Node and tools come first. */
export const projectPath = [join(root, 'node_modules/.bin'), ...own].join(delimiter)
/** Whether the machine has a Node and an npm of its own. */
export const hasOwnNode = ['node', 'npm'].every((name) =>
  own.some((folder) => existsSync(join(folder, name))),
)

/** Belongs at the end of the titles of tests that need them: it says why they are skipped. */
export const whyNoNode = hasOwnNode ? '' : ' (skipped: the machine has no Node and no npm of its own)'

/** How a program ended, and what it said. */
export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs a program to its end, on no terminal, with nothing of the test's environment but where to find things. */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, path = machinePath, env = {} }: { cwd: string; path?: string; env?: Record<string, string> },
): Promise<Finished> {
  const child = spawn(program, args, {
    cwd,
    env: { ...environment(path), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'close'),
    text(child.stdout),
    text(child.stderr),
  ])
  return { code, stdout, stderr }
}

/** What a program finds: nothing of the test's but where things are, and how the machine reaches the world. */
export function environment(path: string): Record<string, string> {
  const { HOME = '', NODE_EXTRA_CA_CERTS } = process.env
  return {
    ...ofTheMachine(),
    PATH: path,
    HOME,
    ...(NODE_EXTRA_CA_CERTS && { NODE_EXTRA_CA_CERTS }),
  }
}

/** The same, for a program that must succeed. */
export async function runWell(...[program, args, options]: Parameters<typeof run>): Promise<Finished> {
  const finished = await run(program, args, options)
  if (finished.code === 0) return finished
  const { code, stdout, stderr } = finished
  throw new Error(`${program} ${args.join(' ')} exited with ${code}:\n${stdout}${stderr}`)
}

/** Packs what is published; resolves with the tarball's path. */
export async function pack(package_: string, destination: string, ...flags: string[]): Promise<string> {
  const args = ['pack', '--json', '--pack-destination', destination, ...flags]
  const { stdout } = await runWell('npm', args, { cwd: package_, path: projectPath })
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[')))
  return join(destination, filename)
}
