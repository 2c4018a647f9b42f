import type { Readable } from 'node:stream'
import type { Mask } from '../../contract/mask.ts'
import { createStamp, logEntry, type LogIds } from './log-entry.ts'
import type { Output } from './output.ts'
import { readLines, type Line } from './read-lines.ts'

/** Lines of stderr that are kept to explain a death. */
const KEPT_LINES = 20
/** What V8 prints after the reason why it gives up: numbers that would push the reason out. */
const NATIVE_STACK = /^ *\d+: 0x[\da-f]+|^----- Native stack trace -----$/

/** pino's numbers for what comes without a level of its own. */
const LEVEL = { stdout: 30, stderr: 40 } as const

/** Where the lines of a handler process go, and what is hidden in them. */
export interface RelayOptions {
  output: Output
  mask: Mask
  /** Of what belongs to no execution in particular. */
  ids: LogIds
  /** Called with each line of stderr, before it is passed on; true: it is not for the log. */
  intercept: (line: string) => boolean
}

/** Passes on what a handler process prints. */
export interface Relay {
  /** The last lines of stderr since the last execution started. */
  lastWords(): string
  /**
   * What is printed from now on is an execution's and carries its ids, until the line that is its end mark. The mark
   * itself is not passed on.
   * @returns resolves when both streams have come to the mark
   */
  start(ids: LogIds, endMark: string): Promise<void>
}

/** Passes on what the handler process prints: every line as a JSON line with the execution's ids, secrets masked. */
export function relay(
  { stdout, stderr }: { stdout: Readable; stderr: Readable },
  { output, mask, ids, intercept }: RelayOptions,
): Relay {
  const lastLines: string[] = []

  /** @param isForLog told of each line; false: it is not passed on */
  function follow(source: Readable, level: number, isForLog: (line: string) => boolean) {
    const stamp = createStamp(ids)
    let mark: string | undefined
    let end: (() => void) | undefined
    const pass = (line: Line): string =>
      isForLog(line.text) ? `${JSON.stringify(mask.applyTo(stamp.apply(logEntry(line, level))))}\n` : ''
    readLines(source, mask, (lines) => {
      const passed = lines.map((line) => {
        if (mark === undefined || !line.text.endsWith(mark)) return pass(line)
        // What stands before the mark is a line that was not ended.
        const text = line.text.slice(0, -mark.length)
        const last = text === '' ? '' : pass({ ...line, text })
        mark = undefined
        stamp.use(ids)
        end?.()
        return last
      })
      output.write(passed.join(''))
      output.throttle(source)
    })
    return (newIds: LogIds, endMark: string): Promise<void> =>
      new Promise((resolve) => {
        stamp.use(newIds)
        mark = endMark
        end = resolve
      })
  }

  const startOnStdout = follow(stdout, LEVEL.stdout, () => true)
  const startOnStderr = follow(stderr, LEVEL.stderr, (line) => {
    if (intercept(line)) return false
    if (!NATIVE_STACK.test(line)) lastLines.push(line)
    if (lastLines.length > KEPT_LINES) lastLines.shift()
    return true
  })
  return {
    lastWords: () => mask.apply(lastLines.join('\n')),
    start: async (newIds, endMark) => {
      lastLines.length = 0
      await Promise.all([startOnStdout(newIds, endMark), startOnStderr(newIds, endMark)])
    },
  }
}
