/** What the command's exit code says. The numbers above 63 are those of `sysexits.h`. docs/errors.md has the same table. */
export const ExitCode = {
  /** Done; in `transition run`: the execution succeeded. */
  ok: 0,
  /** The execution ended as failed, rejected or retry; the platform refused a request; a deployment was called off. */
  notSucceeded: 1,
  /** The command was used wrongly: a flag, a file, its content. */
  usage: 64,
  /** A platform, a Docker Engine or a registry doesn't answer, or fails. */
  unavailable: 69,
  /** A fault of the command itself. */
  internal: 70,
  /** The platform's credentials are missing, wrong, or not allowed to do this. */
  accessDenied: 77,
  /** Interrupted by Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
