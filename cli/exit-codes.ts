/** What the command's exit code says. The numbers above 63 are those of `sysexits.h`. */
export const ExitCode = {
  /** Done; in `transition run`: the execution succeeded. */
  ok: 0,
  /** The execution ended as failed, rejected or retry. */
  notSucceeded: 1,
  /** The command was used wrongly: a flag, a file, its content. */
  usage: 64,
  /** A fault of the command itself. */
  internal: 70,
  /** Interrupted by Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
} as const
