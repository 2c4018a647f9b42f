import type { Readable } from 'node:stream'
import type { Mask } from '../../contract/mask.ts'
import type { Output } from './output.ts'

/** Lines of stderr that are kept to explain a death. */
const KEPT_LINES = 20
/** Characters of one line; what is longer goes on in the next. */
const MAX_LINE_LENGTH = 256 * 1024

/** pino's numbers for what comes without a level of its own. */
const LEVEL = { stdout: 30, stderr: 40 } as const

export interface RelayOptions {
  output: Output
  mask: Mask
  ids: Readonly<Record<string, string>>
  /** Called with each line of stderr, before it is passed on; true: it is not for the log. */
  intercept: (line: string) => boolean
}

/** Passes on what the handler process prints: every line as a JSON line with the execution's ids, secrets masked. */
export function relay({ stdout, stderr }: { stdout: Readable; stderr: Readable }, options: RelayOptions) {
  const { output, mask, ids, intercept } = options
  const lastLines: string[] = []

  const pass = (lines: string[], level: number) => {
    const entries = lines.map((line) => {
      const entry = logEntry(line) ?? { level, time: Date.now(), msg: line }
      return `${mask.apply(JSON.stringify({ ...ids, ...entry }))}\n`
    })
    output.write(entries.join(''))
  }
  readLines(stdout, (lines) => {
    pass(lines, LEVEL.stdout)
    output.throttle(stdout)
  })
  readLines(stderr, (lines) => {
    const passed = lines.filter((line) => !intercept(line))
    lastLines.push(...passed.slice(-KEPT_LINES).map((line) => mask.apply(line)))
    lastLines.splice(0, lastLines.length - KEPT_LINES)
    pass(passed, LEVEL.stderr)
    output.throttle(stderr)
  })
  return { lastWords: () => lastLines.join('\n') }
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
