import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A place in a file. Lines and columns count from 1. */
interface Place {
  file: string
  line: number
  column?: number
}

/** What kept a module from loading: the error, and of a syntax error its place and the line there. */
export function describeLoadFailure(error: unknown, path: string): string {
  const message = error instanceof Error ? error.message : String(error)
  const [, file = '', line, column, what] = /^(.+?):(\d+):(\d+): ERROR: (.*)$/m.exec(message) ?? []
  // Of tsx, by way of esbuild. Columns count from 0 there.
  if (what !== undefined)
    return `SyntaxError: ${what}${shown({ file, line: Number(line), column: Number(column) + 1 })}`
  const place = error instanceof SyntaxError ? placeOfSyntaxError(path) : undefined
  return `${error instanceof Error ? `${error.name}: ` : ''}${message}${place ? shown(place) : ''}`
}

/** `, at handler.ts:3:5`, and the line of the source. */
function shown({ file, line, column }: Place): string {
  const where = `, at ${file}:${line}${column === undefined ? '' : `:${column}`}`
  try {
    const text = readFileSync(file, 'utf8').split('\n')[line - 1]?.trim()
    return text ? `${where}\n    ${text}` : where
  } catch {
    return where
  }
}

/** Node knows where a syntax error is, but tells only when it prints the error by itself. */
function placeOfSyntaxError(path: string): Place | undefined {
  const { stderr } = spawnSync(process.execPath, ['--check', path], { encoding: 'utf8', timeout: 10_000 })
  const [, place = '', line] = /^(?:file:\/\/)?(.*):(\d+)$/m.exec(stderr) ?? []
  return line === undefined ? undefined : { file: place, line: Number(line) }
}
