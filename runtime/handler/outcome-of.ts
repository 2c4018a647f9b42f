import { inspect } from 'node:util'
import { unsuccessful, type Outcome } from '../outcome.ts'
import { isVerdict } from '../reject-and-retry.ts'

/** The outcome of what a handler threw: its verdict, or `failed` with the error's own words, and words before them. */
export function outcomeOfThrown(thrown: unknown, prefix = ''): Outcome {
  if (isVerdict(thrown)) return unsuccessful(thrown.status, thrown.message)
  return unsuccessful('failed', prefix + messageOf(thrown))
}

/** An error's message with its class, if that says more than `Error`, and its cause. */
export function messageOf(thrown: unknown): string {
  if (!(thrown instanceof Error))
    return `The handler threw ${inspect(thrown, { depth: 2, breakLength: Infinity })}, which is no Error`
  const own =
    thrown.name === 'Error' || OURS.has(thrown.name) ? thrown.message : `${thrown.name}: ${thrown.message}`
  return thrown.cause instanceof Error && !OURS.has(thrown.name)
    ? `${own} (cause: ${messageOf(thrown.cause)})`
    : own
}

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
