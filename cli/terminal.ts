import { types } from 'node:util'

/** The colours and weights that this command uses. Others could hide text: a background, or the mode that conceals. */
const STYLES = new Set('0 1 2 3 4 22 23 24 31 32 33 34 35 36 39 90 91 92 93 94 95 96'.split(' '))
/** Sets a style, by CSI and SGR (ECMA-48). */
// oxlint-disable-next-line no-control-regex -- what it finds
const STYLE = /\u001B\[([\d;]*)m/
/**
 * Characters that a terminal acts on: controls but a new line and a tab, among them what starts an escape sequence, and those that
 * turn the direction of text.
 */
// oxlint-disable-next-line no-control-regex -- what it finds
const ACTIVE = /[\0-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|\r(?!\n)/

const FOUND = new RegExp(`${STYLE.source}|${ACTIVE.source}`, 'g')

/**
 * Text that a terminal only shows. What it would act on is written as `\u001b`, which JSON reads as the same character; styles
 * stay. Names, messages and logs come from elsewhere: they could write to the clipboard, or over other lines.
 */
export function printable(text: string): string {
  return text.replaceAll(FOUND, (found: string, codes?: string) =>
    codes === undefined ? escaped(found) : codes.split(';').every((code) => STYLES.has(code)) ? found : '',
  )
}

/** As `printable`, on one line: for a cell of a table, which must not look like more rows. */
export function oneLine(text: string): string {
  return printable(text).replaceAll(/[\n\r\t\u2028\u2029]/g, escaped)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** From here on the stream shows only printable text, whoever writes to it. */
export function guardOutput(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream)
  writers.set(stream, write)
  const guarded = (chunk: Uint8Array | string, ...rest: []) =>
    write(printable(types.isUint8Array(chunk) ? Buffer.from(chunk).toString() : chunk), ...rest)
  stream.write = guarded
}

const writers = new WeakMap<NodeJS.WriteStream, NodeJS.WriteStream['write']>()

/** The stream without its guard: for what moves the cursor by itself. It gets no text from elsewhere. */
export function unguarded(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = writers.get(stream)
  return write === undefined ? stream : Object.create(stream, { write: { value: write } })
}
