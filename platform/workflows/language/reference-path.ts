/** The names and indexes on a reference path's way from the root. */
export type ReferencePath = readonly (string | number)[]

/** `.name`, where a backslash takes its meaning from any character; `['name']`; `["name"]`; `[0]`. */
const STEP = String.raw`\.((?:\\.|[^\s.[\]\\()*?@,:'"])+)|\[(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|(\d{1,9}))\]`

/** @returns undefined if it is no path that leads to one place for certain */
export function parseReferencePath(text: string): ReferencePath | undefined {
  if (!text.startsWith('$')) return undefined
  const steps: (string | number)[] = []
  const pattern = new RegExp(STEP, 'uy')
  pattern.lastIndex = 1
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (!match) return undefined
    const [, name, single, double, index] = match
    steps.push(index === undefined ? unescape(name ?? single ?? double ?? '') : Number(index))
  }
  return steps
}

const unescape = (name: string) =>
  name.replaceAll(/\\(?:u([0-9A-Fa-f]{4})|(.))/gu, (_, code: string | undefined, character: string) =>
    code === undefined ? character : String.fromCharCode(Number.parseInt(code, 16)),
  )

/** @returns the value in an array, as `undefined` is none; nothing if there is none */
export function readAt(data: unknown, path: ReferencePath): [] | [unknown] {
  let value = data
  for (const step of path) {
    const isThere =
      typeof step === 'number' ? Array.isArray(value) && step < value.length : hasField(value, step)
    if (!isThere) return []
    value = (value as Record<string | number, unknown>)[step]
  }
  return [value]
}

/**
 * A copy of the data with a value at a path; objects on the way are made where they are missing.
 * @returns undefined if something else is in the way
 */
export function writeAt(data: unknown, path: ReferencePath, value: unknown): { data: unknown } | undefined {
  const [step, ...rest] = path
  if (step === undefined) return { data: value }
  if (typeof step === 'number') {
    if (!Array.isArray(data) || step >= data.length) return undefined
    const written = writeAt(data[step], rest, value)
    return written && { data: data.with(step, written.data) }
  }
  if (!isObject(data)) return undefined
  const written = writeAt(hasField(data, step) ? data[step] : {}, rest, value)
  return written && { data: { ...data, [step]: written.data } }
}

function hasField(value: unknown, name: string): value is Record<string, unknown> {
  return isObject(value) && Object.hasOwn(value, name)
}

/** Whether it is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
