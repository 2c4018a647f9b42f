import { isObject } from '../../../contract/is-object.ts'
// JSON values: how large they are, and how a message shows them.

/** The largest that a state's data may be as JSON, in bytes of UTF-8, as on AWS. */
export const MOST_BYTES = 262_144
/** The deepest that it may be nested. SQLite reads JSON to a depth of 1,000, and rows put some levels around the data. */
export const MOST_LEVELS = 500

/** A value that is larger, or nested deeper, than it may be. */
export class TooLarge extends Error {}

/**
 * How many bytes a value has as JSON. It stops as soon as they are too many: a value that was put together from the same
 * parts again and again may be far too large to be written.
 * @throws TooLarge
 */
export function sizeOf(value: unknown, most = MOST_BYTES): number {
  let bytes = 0
  const add = (more: number) => {
    bytes += more
    if (bytes > most) throw new TooLarge(`more than ${most} bytes as JSON`)
  }
  const measure = (inner: unknown, level: number): void => {
    if (typeof inner === 'string') add(sizeOfString(inner, most - bytes))
    else if (Array.isArray(inner)) {
      below(level)
      add(Math.max(2, inner.length + 1))
      for (const item of inner) measure(item, level + 1)
    } else if (isObject(inner)) {
      below(level)
      const fields = Object.entries(inner).filter(([, field]) => field !== undefined)
      add(fields.length === 0 ? 2 : 1)
      for (const [name, field] of fields) {
        add(sizeOfString(name, most - bytes) + 2)
        measure(field, level + 1)
      }
    } else add(JSON.stringify(inner)?.length ?? NOTHING.length)
  }
  measure(value, 1)
  return bytes
}

/** About how many bytes a value has as JSON, for what need not be exact: the characters of a text are not looked at. */
export function roughSizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + 1 + roughSizeOf(item), 2)
  if (!isObject(value)) return 5
  let bytes = 2
  for (const name of Object.keys(value)) bytes += name.length + 4 + roughSizeOf(value[name])
  return bytes
}

function below(level: number): void {
  if (level > MOST_LEVELS) throw new TooLarge(`nested more than ${MOST_LEVELS} levels deep`)
}

/** What JSON has for nothing in an array. */
const NOTHING = 'null'

/** Strings that are longer than there is room for are not read. */
const sizeOfString = (text: string, room: number) =>
  text.length > room
    ? text.length
    : PLAIN.test(text)
      ? text.length + 2
      : Buffer.byteLength(JSON.stringify(text))

/** What JSON writes as it is, each character in a byte. */
const PLAIN = /^[ !#-[\]-~]*$/u

/** The start of a value as JSON, for a message. */
export function excerpt(value: unknown): string {
  try {
    sizeOf(value, 2000)
  } catch {
    if (Array.isArray(value)) return `an array of ${value.length} items`
    if (isObject(value)) return `an object of ${Object.keys(value).length} fields`
    return `${JSON.stringify(String(value).slice(0, 200))}…`
  }
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
