/** What the command's exit code says. The numbers above 63 are those of `sysexits.h`. */
export const ExitCode = {
  /** The project is made, and installed if that was wanted. */
  ok: 0,
  /** The command was used wrongly: a flag, a name, a folder. */
  usage: 64,
  /** Something that is needed is missing: a newer Node, a package manager, or it could not install. */
  unavailable: 69,
  /** A fault of the command itself. */
  internal: 70,
  /** The folder could not be made. */
  cantCreate: 73,
  /** Cancelled in a question, or interrupted by Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
