import { unsuccessful, type Outcome } from '../outcome.ts'
import { isVerdict } from '../reject-and-retry.ts'
import { messageOf } from '../message-of.ts'

/** The outcome of what a handler threw: its verdict, or `failed` with the error's own words, and words before them. */
export function outcomeOfThrown(thrown: unknown, prefix = ''): Outcome {
  if (isVerdict(thrown)) return unsuccessful(thrown.status, thrown.message)
  return unsuccessful('failed', prefix + messageOf(thrown))
}
