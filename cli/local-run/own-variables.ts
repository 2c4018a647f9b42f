import { isDangerous } from '../../platform/launchers/dangerous-variables.ts'

type Variables = Readonly<Record<string, string>>

/**
 * Divides a handler's variables: `own` are those that the API takes from nobody for a process on this machine. The user of
 * the command may set them; the launcher passes them on.
 */
export function divideVariables(variables: Variables): { open: Record<string, string>; own: Variables } {
  const entries = Object.entries(variables)
  return {
    open: Object.fromEntries(entries.filter(([name]) => !isDangerous(name))),
    own: Object.fromEntries(entries.filter(([name]) => isDangerous(name))),
  }
}
