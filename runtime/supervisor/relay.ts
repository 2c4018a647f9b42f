import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { Mask } from './mask.ts'

/** Lines of stderr that are kept to explain a death. */
const KEPT_LINES = 20

export interface RelayOptions {
  log: Logger
  /** Writes one line to the container's stdout. */
  write: (line: string) => void
  mask: Mask
  ids: Readonly<Record<string, string>>
}

/** Passes on what the handler process prints: every line as a JSON line with the execution's ids, secrets masked. */
export function relay(
  { stdout, stderr }: { stdout: Readable; stderr: Readable },
  { log, write, mask, ids }: RelayOptions,
) {
  const lastLines: string[] = []

  createInterface({ input: stdout }).on('line', (line) => {
    const entry = logEntry(line)
    if (entry) write(mask.apply(JSON.stringify({ ...ids, ...entry })))
    else log.info(mask.apply(line))
  })
  createInterface({ input: stderr }).on('line', (line) => {
    const masked = mask.apply(line)
    lastLines.push(masked)
    if (lastLines.length > KEPT_LINES) lastLines.shift()
    log.warn(masked)
  })
  return { lastWords: () => lastLines.join('\n') }
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
