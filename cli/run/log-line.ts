import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'
import pretty from 'pino-pretty'

const prettify = pretty.prettyFactory({
  // As styleText decides it: a terminal, NO_COLOR, FORCE_COLOR.
  colorize: styleText('red', '.') !== '.',
  singleLine: true,
  // What every line of an execution has, and nobody needs to read again; errors are shown by their stack.
  ignore: 'pid,hostname,time,transitionId,executionId,err,status',
})

/** A JSON log line for a person: level, message, what else it says, and where an error came from; other lines as they are. */
export function formatLogLine(line: string): string {
  const entry = parse(line)
  if (!entry) return line
  return [prettify(line).trimEnd(), ...framesOf(entry['err'])].join('\n')
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** This package's root, where the runtime and the client are. */
const OURS = ['client/', 'dist/', 'runtime/'].map((room) => fileURLToPath(new URL(room, packageRoot())))

/** The lines of an error's stack that are the author's own code. */
function framesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null || !('stack' in error) || typeof error.stack !== 'string')
    return []
  const frames = error.stack.split('\n').filter((line) => /^\s+at /.test(line))
  const own = frames.filter(
    (line) => !/node:|\/node_modules\//.test(line) && !OURS.some((folder) => line.includes(folder)),
  )
  return own.map((line) => styleText('dim', `               ${line.trim()}`))
}

function packageRoot(): string {
  return new URL('./', import.meta.resolve('docker-transition/package.json')).href
}
