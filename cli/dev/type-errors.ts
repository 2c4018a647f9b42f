import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { styleText } from 'node:util'
import { formatFinding, sourceLine } from './finding.ts'

/** One thing that TypeScript says. */
export interface TypeProblem {
  file: string
  /** From 1, as editors count. */
  line: number
  column: number
  /** `TS2322`. */
  code: string
  /** From the whole to the part: the last line is the reason. */
  lines: string[]
}

/** How many are shown: the first ones are usually the cause of the rest. */
const SHOWN = 5

/**
 * Reads what `tsc --pretty false` prints.
 * @param folder what its paths are relative to
 */
export function readTypeProblems(output: string, folder: string): TypeProblem[] {
  const problems: TypeProblem[] = []
  for (const text of output.split('\n')) {
    const [, file, line, column, code, message] =
      /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(text) ?? []
    if (file !== undefined && code !== undefined && message !== undefined) {
      problems.push({
        file: resolve(folder, file),
        line: Number(line),
        column: Number(column),
        code,
        lines: [message],
      })
    } else if (/^\s+\S/.test(text)) problems.at(-1)?.lines.push(text.trim())
  }
  return problems
}

/** For a person: where, what was expected, what came, and the line of the source. */
export async function formatTypeProblems(problems: readonly TypeProblem[]): Promise<string> {
  const shown = await Promise.all(problems.slice(0, SHOWN).map(formatProblem))
  const rest = problems.length - shown.length
  return [...shown, ...(rest > 0 ? [`  … and ${rest} more`] : [])].join('\n\n')
}

async function formatProblem({ file, line, column, code, lines }: TypeProblem): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const properties = lines.flatMap((one) => /^Types of property '(.+)' are incompatible/.exec(one)?.[1] ?? [])
  const [first = '', last = first] = [lines[0], lines.at(-1)]
  const [, got, expected] = /^Type '(.+)' is not assignable to type '(.+)'\.$/.exec(last) ?? []
  return formatFinding({
    title: `${relative(process.cwd(), file)}:${line}:${column}  ${styleText('dim', code)}`,
    rows:
      expected === undefined
        ? [['', first], ...(last === first ? [] : [['', last] as const])]
        : [
            ['property', properties.join('.')],
            ['expected', expected],
            ['got', got ?? ''],
          ],
    source: sourceLine(text, line),
  })
}
