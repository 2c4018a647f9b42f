import { readFileSync } from 'node:fs'
import { SECRET_VARIABLES } from '../contract/secret-variables.ts'
import { EnvironmentError } from './environment.ts'
import { codeOf } from '../contract/message-of.ts'

const VARIABLE = 'TRANSITION_SECRETS_FILE'

/**
 * Adds the variables of the file that `TRANSITION_SECRETS_FILE` names, a JSON object of texts: where an engine shows a
 * container's environment to others, what is secret comes this way. They win over those of the same name.
 * @throws EnvironmentError
 */
export function addSecrets(variables: NodeJS.ProcessEnv): void {
  const path = variables[VARIABLE]
  if (path === undefined || path === '') return
  let found: unknown
  try {
    found = JSON.parse(decode(readFileSync(path)))
  } catch (error) {
    const why = codeOf(error) ?? 'it is no JSON'
    throw new EnvironmentError([`${VARIABLE} is ${path}, which can't be read: ${why}`])
  }
  const values = Object.values(found ?? {})
  if (typeof found !== 'object' || found === null || values.some((one) => typeof one !== 'string'))
    throw new EnvironmentError([`${VARIABLE} is ${path}: expected a JSON object of texts there`])
  const malformed = Object.entries(found).filter(([name, value]) => !isVariable(name, value))
  if (malformed.length > 0) {
    const names = malformed.map(([name]) => JSON.stringify(name)).join(', ')
    throw new EnvironmentError([
      `${VARIABLE} is ${path}: no variable can be ${names}, for it has half a character, a NUL or no name`,
    ])
  }
  const names = [...(variables[SECRET_VARIABLES]?.split(',') ?? []), ...Object.keys(found)]
  Object.assign(variables, found, { [SECRET_VARIABLES]: names.join(',') })
}

/** UTF-8, or UTF-16 by its byte order mark, as Windows writes files. The decoder removes the mark. */
function decode(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}

/** Whether the system's environment can hold it unchanged. */
function isVariable(name: string, value: unknown): boolean {
  return (
    /^[^=\0]+$/.test(name) &&
    [name, value].every((text) => typeof text === 'string' && text.isWellFormed() && !text.includes('\0'))
  )
}
