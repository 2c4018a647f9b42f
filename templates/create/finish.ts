import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import type { Choice } from './choose.ts'
import { ExitCode } from './exit-codes.ts'
import { Stop } from './stop.ts'

/** Makes the folder a git repository, unless it is in one already, or there is no git. */
export function initGit(folder: string): void {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, stdio: 'ignore' }).status === 0
  if (!git('rev-parse', '--is-inside-work-tree')) git('init')
}

/** @throws Stop if it fails, which it says why itself, or if the signal aborts */
export async function installDependencies({ folder, manager }: Choice, signal: AbortSignal): Promise<void> {
  const { name } = manager
  // They are .cmd files on Windows, which only a shell starts.
  const child = spawn(name, ['install'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    signal,
  })
  const code = await once(child, 'close').then(
    ([exitCode]) => exitCode,
    () => undefined,
  )
  if (code === 0) return
  if (signal.aborted) throw new Stop(ExitCode.interrupted, 'The project is made, but not installed.')
  throw new Stop(
    ExitCode.unavailable,
    `The project is made, but ${name} install failed. Try again there: cd ${folder} && ${name} install`,
  )
}
