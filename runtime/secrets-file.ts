import { readFileSync } from 'node:fs'
import { EnvironmentError } from './environment.ts'

const VARIABLE = 'TRANSITION_SECRETS_FILE'

/**
 * Adds the variables of the file that `TRANSITION_SECRETS_FILE` names, a JSON object of texts: where an engine shows a
 * container's environment to others, what is secret comes this way. They win over those of the same name.
 * @returns their values, which nothing that leaves the container may show
 * @throws EnvironmentError
 */
export function addSecrets(variables: NodeJS.ProcessEnv): string[] {
  const path = variables[VARIABLE]
  if (path === undefined || path === '') return []
  let found: unknown
  try {
    found = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'it is no JSON'
    throw new EnvironmentError([`${VARIABLE} is ${path}, which can't be read: ${why}`])
  }
  const values = Object.values(found ?? {})
  if (typeof found !== 'object' || found === null || values.some((one) => typeof one !== 'string'))
    throw new EnvironmentError([`${VARIABLE} is ${path}: expected a JSON object of texts there`])
  Object.assign(variables, found)
  return values
}
