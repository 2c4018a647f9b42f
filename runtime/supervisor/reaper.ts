import type { Clock } from '../../contract/index.ts'
import { processFile, processIds } from './processes.ts'

/** How often it polls for zombies, in milliseconds. */
const INTERVAL_MS = 1000
const WNOHANG = 1

/** Which processes are not the reaper's, and when it ends. */
export interface ReaperOptions {
  clock: Clock
  /** Our own children: Node waits for them itself. */
  own: () => readonly (number | undefined)[]
  signal: AbortSignal
}

/**
 * As PID 1, waits for the processes that others have left behind and that have ended: until then each stays as a
 * zombie and counts against the container's limit of processes. Node has no call for it, so it is the C library's, by
 * Node's own `node:ffi`; where that is not there (before Node 26), zombies stay.
 */
export async function reapZombies({ clock, own, signal }: ReaperOptions): Promise<void> {
  if (process.pid !== 1) return
  let waitpid: ((pid: number) => void) | undefined
  while (!signal.aborted) {
    await clock.sleep(INTERVAL_MS, signal).catch(() => undefined)
    const zombies = orphanedZombies(own())
    if (zombies.length === 0) continue
    waitpid ??= loadWaitpid()
    if (!waitpid) return
    zombies.forEach(waitpid)
  }
}

function orphanedZombies(own: readonly (number | undefined)[]): number[] {
  // `pid (name) state parent …`; the name may have anything in it.
  return processIds().filter((pid) => !own.includes(pid) && /\) Z 1 [^)]*$/.test(processFile(pid, 'stat')))
}

/** Undefined where Node can't call the C library. */
function loadWaitpid(): ((pid: number) => void) | undefined {
  const { emitWarning } = process
  try {
    // Loading it warns that it is experimental; the log is no place for that.
    process.emitWarning = () => undefined
    const ffi = process.getBuiltinModule('node:ffi')
    const { functions } = ffi.dlopen(null, {
      waitpid: { arguments: ['i32', 'pointer', 'i32'], return: 'i32' },
    })
    return (pid) => void functions.waitpid(pid, 0n, WNOHANG)
  } catch {
    return undefined
  } finally {
    process.emitWarning = emitWarning
  }
}
