import { styleText } from 'node:util'

/** Something that is wrong, as a person is shown it. */
export interface Finding {
  title: string
  /** Label and text; rows without text are left out. */
  rows: readonly (readonly [label: string, text: string])[]
  /** The line of the source that it is about. */
  source: string
}

const LABEL_WIDTH = 9
const SOURCE_WIDTH = 64

/** A finding as lines of text. */
export function formatFinding({ title, rows, source }: Finding): string {
  const shown = rows.filter(([, text]) => text !== '')
  return [
    `  ${styleText('bold', title)}`,
    ...shown.map(([label, text]) =>
      label === '' ? `    ${text}` : `    ${styleText('dim', label.padEnd(LABEL_WIDTH))} ${text}`,
    ),
    ...(source === '' ? [] : [`    ${styleText('cyan', source)}`]),
  ].join('\n')
}

/** A line of a text, from 1, as it is shown: without its indent, and cut. */
export function sourceLine(text: string, line: number): string {
  const trimmed = (text.split('\n')[line - 1] ?? '').trim()
  return trimmed.length > SOURCE_WIDTH ? `${trimmed.slice(0, SOURCE_WIDTH - 1)}…` : trimmed
}
