/** What the container's exit code says. The numbers above 63 are those of `sysexits.h`. */
export const ExitCode = {
  /** The outcome is delivered and is not `failed`, or there was nothing left to do. */
  ok: 0,
  /** The outcome `failed` is delivered. */
  failed: 1,
  /** The runtime has a fault of its own, also when `failed` was delivered. */
  fault: 70,
  /** The outcome could not be delivered: whoever started the container must act. */
  notDelivered: 75,
  /** The environment is wrong: nothing was attempted. */
  environment: 78,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
