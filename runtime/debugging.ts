/** What VS Code's auto-attach sets, beside a NODE_OPTIONS that loads its own code into each process. */
const EDITOR_VARIABLE = 'VSCODE_INSPECTOR_OPTIONS'

/** The runtime's arguments for a debugger: its handler process listens there, with `-wait` until somebody has come. */
const INSPECTOR_ARGUMENT = /^--inspect(-wait)?=[\w.:[\]]+$/

/** Node's flags for a handler process that a person debugs, as the runtime's own arguments say them. */
export function inspectorFlags(commandLine: readonly string[]): string[] {
  return commandLine.filter((argument) => INSPECTOR_ARGUMENT.test(argument))
}

/** Whether a person debugs the handler process with these flags and variables. */
export function isDebugged(
  flags: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): boolean {
  return inspectorFlags(flags).length > 0 || variables[EDITOR_VARIABLE] !== undefined
}
