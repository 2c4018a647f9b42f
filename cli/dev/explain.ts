import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { inspect, styleText } from 'node:util'
import * as z from 'zod/mini'
import type { JsonObject } from '../../contract/index.ts'
import { findInSource, type Source } from './find-in-source.ts'
import { formatFinding, sourceLine } from './finding.ts'

/** What the runtime logs of a value that its schema refuses: the issues of a ValidationError. */
const Entry = z.object({
  err: z.object({
    issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })),
  }),
})
type Issue = z.infer<typeof Entry>['err']['issues'][number]

/** The validation issues in a log line, if it has any. */
export function issuesOf(line: string): Issue[] | undefined {
  if (!line.includes('"issues"')) return undefined
  try {
    return Entry.safeParse(JSON.parse(line)).data?.err.issues
  } catch {
    return undefined
  }
}

/**
 * Says for a person what a schema refused: the path, what was expected, what came, and the schema's line in the source.
 * @param files the author's own files, the handler first
 */
export async function explainIssues(
  issues: readonly Issue[],
  input: JsonObject,
  files: readonly string[],
): Promise<string> {
  const sources = await Promise.all(
    files.map(async (file): Promise<Source> => ({
      file,
      text: await readFile(file, 'utf8').catch(() => ''),
    })),
  )
  return issues.map((issue) => explain(issue, input, sources)).join('\n\n')
}

function explain({ path, message }: Issue, input: JsonObject, sources: readonly Source[]): string {
  const [, expected, received] = /expected (.+?)(?:, received (.+))?$/.exec(message) ?? []
  const [root, ...keys] = path
  // Only the handler's process knows the values of the output and the environment.
  const value =
    root === 'input' ? inspect(valueAt(input, keys), { depth: 1, maxStringLength: 60 }) : undefined
  const kind = received === undefined || received === value ? '' : received
  const place = findInSource(path, sources)
  return formatFinding({
    title: pathText(path),
    rows: [
      ['expected', expected ?? message],
      ['got', value === undefined ? kind : `${value}  ${styleText('dim', kind)}`.trimEnd()],
      ['schema', place ? `${relative(process.cwd(), place.file)}:${place.line}:${place.column}` : ''],
    ],
    source: place ? sourceLine(place.text, place.line) : '',
  })
}

function pathText(path: Issue['path']): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  )
}

function valueAt(value: unknown, path: Issue['path']): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )
}
