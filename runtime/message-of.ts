import { inspect, types } from 'node:util'

/** How many causes of an error, and how many errors that it gathers, its message tells. */
const MAX_TOLD = 5

/** Errors of the runtime and its client: their messages say all. */
const OURS = new Set([
  'LoadError',
  'ValidationError',
  'OutputError',
  'RequestRefusedError',
  'AccessDeniedError',
  'LimitError',
  'PlatformError',
  'ConnectionError',
])

/** An error's message with its class, if that says more than `Error`, and its causes. Never throws, whatever was thrown. */
export function messageOf(thrown: unknown): string {
  if (!isError(thrown)) return `The handler threw ${inspected(thrown)}, which is no Error`
  return told(thrown, [])
}

/** Whether something is an error, of any realm. A proxy that refuses to be asked is none. */
export function isError(thrown: unknown): thrown is Error {
  try {
    return types.isNativeError(thrown) || thrown instanceof Error
  } catch {
    return false
  }
}

/** A field of something that a program made: a getter of it may throw. */
export function fieldOf(thrown: object, name: string): unknown {
  try {
    return Reflect.get(thrown, name)
  } catch {
    return undefined
  }
}

/** A value for people, in a line. */
export function inspected(value: unknown): string {
  const options = { depth: 2, breakLength: Infinity, maxArrayLength: 20, maxStringLength: 1000 }
  try {
    return inspect(value, options)
  } catch {
    return inspect(value, { ...options, customInspect: false })
  }
}

/** @param before the errors that it is the cause of, or stands in */
function told(error: Error, before: readonly unknown[]): string {
  const name = fieldOf(error, 'name')
  const own = ownWords(error, typeof name === 'string' ? name : 'Error') + reasons(error, before)
  const cause = fieldOf(error, 'cause')
  if (cause === undefined || cause === null || OURS.has(String(name))) return own
  if (before.includes(cause) || cause === error) return own
  if (before.length >= MAX_TOLD) return `${own} (and more causes)`
  return `${own} (cause: ${isError(cause) ? told(cause, [...before, error]) : inspected(cause)})`
}

function ownWords(error: Error, name: string): string {
  const field = fieldOf(error, 'message')
  const message = typeof field === 'string' ? field : field === undefined ? '' : inspected(field)
  if (message === '') return [`${name} without a message`, ...firstFrame(error)].join(', ')
  return name === 'Error' || OURS.has(name) ? message : `${name}: ${message}`
}

/** Where an error was made: all that one without a message says. */
function firstFrame(error: Error): string[] {
  const stack = fieldOf(error, 'stack')
  const frame = typeof stack === 'string' ? /^ {4}at .*/m.exec(stack)?.[0] : undefined
  return frame === undefined ? [] : [frame.trim()]
}

/** The errors that an error gathers: an AggregateError's, or the two of a SuppressedError, which `using` throws. */
export function gathered(error: Error): readonly unknown[] | undefined {
  const errors = fieldOf(error, 'errors')
  if (Array.isArray(errors)) return errors
  const isSuppressed = fieldOf(error, 'name') === 'SuppressedError'
  return isSuppressed ? [fieldOf(error, 'suppressed'), fieldOf(error, 'error')] : undefined
}

function reasons(error: Error, before: readonly unknown[]): string {
  const errors = gathered(error)
  if (!errors || errors.length === 0 || before.length >= MAX_TOLD) return ''
  const first = errors
    .slice(0, MAX_TOLD)
    .filter((one) => one !== error && !before.includes(one))
    .map((one, index) => `(${index + 1}) ${isError(one) ? told(one, [...before, error]) : inspected(one)}`)
  const more = errors.length > MAX_TOLD ? [`and ${errors.length - MAX_TOLD} more`] : []
  return ` [${[...first, ...more].join('; ')}]`
}
