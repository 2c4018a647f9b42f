import { expect, it } from 'vitest'
import { describeDeath } from './death.ts'

const report = { lastWords: '', oomKilled: false, memoryLimit: 512 * 2 ** 20 }
const died = { type: 'died' as const, code: null, signal: null }

it.each([
  [
    { ...died, code: 3 },
    report,
    'The handler process exited with code 3 before it returned, as by process.exit(3)',
  ],
  [
    { ...died, code: 13 },
    report,
    "The handler's module waits, at its top level, for a promise that can never settle",
  ],
  [
    { ...died, signal: 'SIGSEGV' as const },
    report,
    'The handler process was ended by SIGSEGV (a crash in native code) before it returned',
  ],
  [
    { ...died, signal: 'SIGKILL' as const },
    report,
    'The handler process was ended by SIGKILL before it returned',
  ],
  [
    { ...died, signal: 'SIGKILL' as const },
    { ...report, oomKilled: true },
    'Out of memory: the kernel killed the handler process (the container has 512 MiB)',
  ],
  [
    { ...died, signal: 'SIGABRT' as const },
    { ...report, lastWords: 'FATAL ERROR: JavaScript heap out of memory' },
    'The handler ran out of JavaScript heap (the container has 512 MiB); the last it wrote to stderr:\nFATAL ERROR: JavaScript heap out of memory',
  ],
  [{ ...died, failedToStart: 'EAGAIN' }, report, 'The handler process could not be started: EAGAIN'],
])('%o is told in words', (end, circumstances, words) => {
  expect(describeDeath(end, circumstances)).toBe(words)
})
