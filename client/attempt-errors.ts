/** One attempt had no complete answer in time. */
export class AttemptTimeoutError extends Error {
  override readonly name = 'AttemptTimeoutError'
}

/** An answer has more bytes than the client reads. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError'
  readonly status: number

  constructor(status: number, maxBytes: number) {
    super(`answered ${status} with more than ${maxBytes / 2 ** 20} MiB`)
    this.status = status
  }
}
