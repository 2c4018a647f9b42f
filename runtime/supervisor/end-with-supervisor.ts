import { spawn } from 'node:child_process'

/** Reads until the supervisor's end of the pipe is gone, then ends a process group. */
const SCRIPT = 'read -r _; kill -KILL "-$0"'

/**
 * Makes a handler process end when this one is killed, also while it is busy and hears of nothing. A small shell waits for
 * that. In a container PID 1 needs none: the kernel ends all with it.
 * @returns gives that up, once the process has ended
 */
export function endWithSupervisor(pid: number): () => void {
  if (process.pid === 1 || process.platform === 'win32') return () => undefined
  const shell = spawn('/bin/sh', ['-c', SCRIPT, String(pid)], {
    detached: true,
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Without a shell, or a process for it, a busy handler outlives a supervisor that is killed.
  shell.on('error', () => undefined)
  shell.stdin?.on('error', () => undefined)
  shell.unref()
  return () => void shell.kill('SIGKILL')
}
