import { inspect } from 'node:util'

/** Marks what `reject` and `retry` throw, also when the user's bundle brings a copy of this file. */
const MARK = Symbol.for('docker-transition.verdict')

/** What `reject` and `retry` throw: a handler's verdict, not a failure of its code. */
export class Verdict extends Error {
  override readonly name = 'Verdict'
  readonly [MARK] = true
  readonly status: 'rejected' | 'retry'

  /** @param message a text; of anything else, what it says */
  constructor(status: Verdict['status'], message: unknown) {
    super(
      message instanceof Error ? message.message : typeof message === 'string' ? message : inspect(message),
    )
    this.status = status
  }
}

/** Whether something thrown is a verdict. A proxy that refuses to be asked is none. */
export function isVerdict(thrown: unknown): thrown is Verdict {
  try {
    return typeof thrown === 'object' && thrown !== null && MARK in thrown
  } catch {
    return false
  }
}

/**
 * Ends the execution as `rejected`: the input is not what this transition can work on, and trying again won't help.
 * @param message why, at most 4,096 characters
 */
export function reject(message: string): never {
  throw new Verdict('rejected', message)
}

/**
 * Ends the execution as `retry`: it can't be done now, but may be later.
 * @param message why, at most 4,096 characters
 */
export function retry(message: string): never {
  throw new Verdict('retry', message)
}
