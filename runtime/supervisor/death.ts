import type { Death } from './handler-process.ts'
import { mebibytes } from './memory-guard.ts'

/** What is known of a handler process that died. */
export interface DeathReport {
  /** The last lines of stderr, secrets masked. */
  lastWords: string
  /** Whether the kernel killed a process of the container for want of memory since the handler started. */
  oomKilled: boolean
  /** The container's, in bytes. */
  memoryLimit: number | undefined
}

/** What killed a handler process that did not report, in words. */
export function describeDeath(
  { code, signal, failedToStart }: Death,
  { lastWords, oomKilled, memoryLimit }: DeathReport,
): string {
  const limit = memoryLimit === undefined ? '' : ` (the container has ${mebibytes(memoryLimit)})`
  const words = lastWords === '' ? '' : `; the last it wrote to stderr:\n${lastWords}`
  if (failedToStart !== undefined) return `The handler process could not be started: ${failedToStart}`
  if (/JavaScript heap out of memory|Reached heap limit/.test(lastWords)) {
    return `The handler ran out of JavaScript heap${limit}${words}`
  }
  if (signal === 'SIGKILL' && oomKilled)
    return `Out of memory: the kernel killed the handler process${limit}${words}`
  if (signal !== null)
    return `The handler process was ended by ${signal}${SIGNALS[signal] ?? ''} before it returned${words}`
  if (code === UNSETTLED_TOP_LEVEL_AWAIT)
    return `The handler's module waits, at its top level, for a promise that can never settle${words}`
  return `The handler process exited with code ${code} before it returned, as by process.exit(${code})${words}`
}

/** Node's exit code for a module whose top-level await nothing is left to settle. */
const UNSETTLED_TOP_LEVEL_AWAIT = 13

/** What people should know of a signal. */
const SIGNALS: Partial<Record<string, string>> = {
  SIGSEGV: ' (a crash in native code)',
  SIGBUS: ' (a crash in native code)',
  SIGILL: ' (a crash in native code)',
  SIGABRT: ' (it gave itself up)',
}
