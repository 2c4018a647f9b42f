import { readFileSync } from 'node:fs'

/** A process and all that it has started, as far as their parents live. */
export function descendants(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim()
  return [pid, ...(children === '' ? [] : children.split(' ').map(Number)).flatMap(descendants)]
}

/** Whether a process is one that runs a handler. */
export function isHandlerProcess(pid: number): boolean {
  return read(`/proc/${pid}/cmdline`).split('\0').includes('handler')
}

/** Whether a process runs. One that is dead and not waited for does not. */
export function isRunning(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`)
  return stat !== '' && !/\) Z /.test(stat)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
