import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test/support/temporary-folder.ts'
import { EnvironmentError } from './environment.ts'
import { addSecrets } from './secrets-file.ts'

/** The variables that there are once a file with this content is read. */
async function read(content: string, variables: NodeJS.ProcessEnv = {}) {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'secrets.json')
  await writeFile(path, content)
  const all = { ...variables, TRANSITION_SECRETS_FILE: path }
  return { all, secrets: addSecrets(all) }
}

test('variables come from the file, and win over those that are there', async () => {
  const { all, secrets } = await read('{"LAS_CLIENT_SECRET": "hidden", "A": "file"}', { A: 'image', B: 'b' })
  expect(all).toMatchObject({ LAS_CLIENT_SECRET: 'hidden', A: 'file', B: 'b' })
  expect(secrets).toEqual(['hidden', 'file'])
})

test('without the variable nothing is read', () => {
  const variables = { A: 'a' }
  expect(addSecrets(variables)).toEqual([])
  expect(variables).toEqual({ A: 'a' })
})

test.each([
  ['no JSON', 'hidden', /can't be read: it is no JSON$/],
  ['a list', '["hidden", 1]', /expected a JSON object of texts/],
  ['null', 'null', /expected a JSON object of texts/],
  ['a number among the texts', '{"A": "hidden", "B": 1}', /expected a JSON object of texts/],
])('a file of %s is refused, and its content not repeated', async (_, content, message) => {
  const reading = read(content)
  await expect(reading).rejects.toThrow(EnvironmentError)
  await expect(reading).rejects.toThrow(message)
  await expect(reading).rejects.not.toThrow(/hidden/)
})

test('a file that is not there is named', () => {
  expect(() => addSecrets({ TRANSITION_SECRETS_FILE: '/nowhere/secrets.json' })).toThrow(
    "TRANSITION_SECRETS_FILE is /nowhere/secrets.json, which can't be read: ENOENT",
  )
})
