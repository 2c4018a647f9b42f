type Command = readonly [string, ...string[]]

/** A command that may run on one core only; undefined: on all. */
export function pinned(command: Command, core: number | undefined): Command {
  return core === undefined ? command : ['taskset', '-c', String(core), ...command]
}
