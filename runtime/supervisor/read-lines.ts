import type { Readable } from 'node:stream'
import type { Mask } from '../../contract/mask.ts'

/** Characters of one line; what is longer continues in the next. */
const MAX_LENGTH = 256 * 1024
/** A line is cut only when so many characters more are here: a mark at its end is not cut. */
const SLACK = 256
/** The beginning of a JSON line of pino's: its level stands there. */
const HEAD_LENGTH = 64

/** A line that a program prints, or a piece of a very long one. */
export interface Line {
  text: string
  /** How the line begins that it is a piece of. */
  pieceOf?: string
}

/** Calls with the lines of each chunk. What is left at the end is a line, too. A long line is cut where no secret is. */
export function readLines(
  source: Readable,
  mask: Pick<Mask, 'cutBefore' | 'reach'>,
  onLines: (lines: Line[]) => void,
): void {
  let rest = ''
  let head: string | undefined

  const lineOf = (text: string): Line => (head === undefined ? { text } : { text, pieceOf: head })

  function* linesOf(chunk: string): Generator<Line> {
    const [first = '', ...others] = (rest + chunk).split(/\r?\n/)
    rest = first
    for (const next of others) {
      yield lineOf(rest)
      head = undefined
      rest = next
    }
    while (rest.length > MAX_LENGTH + Math.max(SLACK, mask.reach)) {
      head ??= rest.slice(0, HEAD_LENGTH)
      const at = mask.cutBefore(rest, isHighSurrogate(rest, MAX_LENGTH - 1) ? MAX_LENGTH - 1 : MAX_LENGTH)
      yield lineOf(rest.slice(0, at))
      rest = rest.slice(at)
    }
  }

  source.setEncoding('utf8')
  source.on('data', (chunk: string) => {
    const lines = Array.from(linesOf(chunk))
    if (lines.length > 0) onLines(lines)
  })
  source.on('end', () => {
    if (rest !== '') onLines([lineOf(rest)])
  })
}

const isHighSurrogate = (text: string, at: number) => /[\uD800-\uDBFF]/.test(text.charAt(at))
