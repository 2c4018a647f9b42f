import { existsSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import type { Answer, CommandPlatform } from '../support/command-platform.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A module that says by a file that it was loaded. */
export const program = (marker: string) =>
  `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(marker)}, '')\nexport default () => ({})\n`

/** The `file:` URL of a path. */
export const url = (path: string) => pathToFileURL(path).href

/**
 * A machine with a folder of handlers, and with programs outside it that nobody may run by the API. Each of them makes
 * `ran`; the honest handler makes `honest`.
 */
export async function openMachine() {
  const { path, ...folder } = await temporaryFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  const at = (...names: string[]) => join(path, ...names)
  const [ran, honest, handlers, evil] = [at('ran'), at('honest'), at('handlers'), at('outside', 'evil.mjs')]
  for (const name of [
    'handlers/node_modules/tool',
    'handlers/folder',
    'handlers-too',
    'outside',
    'elsewhere',
  ])
    await mkdir(at(name), { recursive: true })
  await writeFile(at('handlers', 'handler.mjs'), program(honest))
  await writeFile(at('handlers', 'folder', 'package.json'), '{"main": "../../outside/evil.mjs"}')
  await symlink(evil, at('handlers', 'link.mjs'))
  await symlink(at('outside'), at('handlers', 'linked'))
  for (const file of [
    evil,
    at('handlers-too', 'evil.mjs'),
    at('handlers', 'node_modules', 'tool', 'evil.mjs'),
  ])
    await writeFile(file, program(ran))
  return { at, handlers, evil, hasRun: () => existsSync(ran), hasRunHonest: () => existsSync(honest) }
}

/** Creates a docker transition, whose handlers can log in. */
export async function create(
  { call, line }: CommandPlatform,
  parameters: { imageUrl: string; environment?: object; environmentSecrets?: string[] },
) {
  const { clientId, clientSecret, apiEndpoint, authEndpoint } = line
  const data = {
    LAS_CLIENT_ID: clientId,
    LAS_CLIENT_SECRET: clientSecret,
    LAS_API_ENDPOINT: apiEndpoint,
    LAS_AUTH_ENDPOINT: authEndpoint,
  }
  const { body } = await call('POST', '/secrets', { data })
  const environmentSecrets = [String(body['secretId']), ...(parameters.environmentSecrets ?? [])]
  return call('POST', '/transitions', {
    transitionType: 'docker',
    parameters: { ...parameters, environmentSecrets },
  })
}

/** Starts an execution of a transition, if there is one, and waits for its end. */
export async function execute({ call }: CommandPlatform, { body: { transitionId } }: Answer) {
  if (typeof transitionId !== 'string') return undefined
  const path = `/transitions/${transitionId}/executions`
  const { body } = await call('POST', path, {})
  return expect
    .poll(async () => (await call('GET', `${path}/${String(body['executionId'])}`)).body['status'])
    .not.toBe('running')
    .then(() => body)
}

/** What an execution's log says. */
export async function logOf({ call }: CommandPlatform, execution: Record<string, unknown> | undefined) {
  return JSON.stringify((await call('GET', `/logs/${String(execution?.['logId'])}`)).body['events'])
}

/** The answer to what is refused in these words. */
export const refused = (words: string) => ({ status: 400, body: { message: expect.stringContaining(words) } })
