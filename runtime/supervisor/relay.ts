import type { Readable } from 'node:stream'
import type { Mask } from '../../contract/mask.ts'
import type { Output } from './output.ts'

/** Lines of stderr that are kept to explain a death. */
const KEPT_LINES = 20
/** Characters of one line; what is longer goes on in the next. */
const MAX_LINE_LENGTH = 256 * 1024

/** pino's numbers for what comes without a level of its own. */
const LEVEL = { stdout: 30, stderr: 40 } as const

/** Ids that log lines carry. */
export type LogIds = Readonly<Record<string, string>>

export interface RelayOptions {
  output: Output
  mask: Mask
  /** Of what belongs to no execution in particular. */
  ids: LogIds
  /** Called with each line of stderr, before it is passed on; true: it is not for the log. */
  intercept: (line: string) => boolean
}

export interface Relay {
  /** The last lines of stderr, since the last execution began. */
  lastWords(): string
  /**
   * What is printed from now on is an execution's and carries its ids, until the line that is its end mark. The mark
   * itself is not passed on.
   * @returns resolves when both streams have come to the mark
   */
  begin(ids: LogIds, endMark: string): Promise<void>
}

/** Passes on what the handler process prints: every line as a JSON line with the execution's ids, secrets masked. */
export function relay(
  { stdout, stderr }: { stdout: Readable; stderr: Readable },
  { output, mask, ids, intercept }: RelayOptions,
): Relay {
  const lastLines: string[] = []

  /** @param isForLog told of each line; false: it is not passed on */
  function follow(source: Readable, level: number, isForLog: (line: string) => boolean) {
    let current = ids
    let mark: string | undefined
    let end: (() => void) | undefined
    const pass = (line: string): string => {
      if (!isForLog(line)) return ''
      const entry = logEntry(line) ?? { level, time: Date.now(), msg: line }
      return `${mask.apply(JSON.stringify({ ...current, ...entry }))}\n`
    }
    readLines(source, (lines) => {
      const passed = lines.map((line) => {
        if (mark === undefined || !line.endsWith(mark)) return pass(line)
        // What stands before the mark is a line that was not ended.
        const rest = line.slice(0, -mark.length)
        const last = rest === '' ? '' : pass(rest)
        mark = undefined
        current = ids
        end?.()
        return last
      })
      output.write(passed.join(''))
      output.throttle(source)
    })
    return (newIds: LogIds, endMark: string): Promise<void> =>
      new Promise((resolve) => {
        current = newIds
        mark = endMark
        end = resolve
      })
  }

  const beginOnStdout = follow(stdout, LEVEL.stdout, () => true)
  const beginOnStderr = follow(stderr, LEVEL.stderr, (line) => {
    if (intercept(line)) return false
    lastLines.push(line)
    if (lastLines.length > KEPT_LINES) lastLines.shift()
    return true
  })
  return {
    lastWords: () => mask.apply(lastLines.join('\n')),
    begin: async (newIds, endMark) => {
      lastLines.length = 0
      await Promise.all([beginOnStdout(newIds, endMark), beginOnStderr(newIds, endMark)])
    },
  }
}

/** Calls with the whole lines of each chunk; what is left at the end is a line too. */
function readLines(source: Readable, onLines: (lines: string[]) => void): void {
  let rest = ''
  source.setEncoding('utf8')
  source.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (; rest.length > MAX_LINE_LENGTH; rest = rest.slice(MAX_LINE_LENGTH))
      lines.push(rest.slice(0, MAX_LINE_LENGTH))
    if (lines.length > 0) onLines(lines)
  })
  source.on('end', () => {
    if (rest !== '') onLines([rest])
  })
}

/** A line that a JSON logger such as pino wrote. */
function logEntry(line: string): object | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const entry: unknown = JSON.parse(line)
    return typeof entry === 'object' && entry !== null && 'level' in entry ? entry : undefined
  } catch {
    return undefined
  }
}
