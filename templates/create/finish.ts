import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { ExitCode } from './exit-codes.ts'
import { Stop } from './stop.ts'

/** Makes the folder a git repository, unless it is in one already, or there is no git. */
export function initGit(folder: string): void {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, stdio: 'ignore' }).status === 0
  if (!git('rev-parse', '--is-inside-work-tree')) git('init')
}

/** @throws Stop if npm fails, which says why itself, or if the signal aborts */
export async function installDependencies(folder: string, signal: AbortSignal): Promise<void> {
  // npm is a .cmd on Windows, which only a shell starts.
  const npm = spawn('npm', ['install'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    signal,
  })
  const code = await once(npm, 'close').then(
    ([exitCode]) => exitCode,
    () => undefined,
  )
  if (code === 0) return
  if (signal.aborted) throw new Stop(ExitCode.interrupted, 'The project is made, but not installed.')
  throw new Stop(
    ExitCode.unavailable,
    `The project is made, but npm install failed. Try again there: cd ${folder} && npm install`,
  )
}
