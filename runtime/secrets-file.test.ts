import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test/support/temporary-folder.ts'
import { EnvironmentError } from './environment.ts'
import { addSecrets } from './secrets-file.ts'

/** The variables that there are once a file with this content is read. */
async function read(content: string | Uint8Array, variables: NodeJS.ProcessEnv = {}) {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'secrets.json')
  await writeFile(path, content)
  const all: NodeJS.ProcessEnv = { ...variables, TRANSITION_SECRETS_FILE: path }
  addSecrets(all)
  return { all, secrets: all['TRANSITION_SECRET_VARIABLES'] }
}

test('variables come from the file, and win over those that are there', async () => {
  const { all, secrets } = await read('{"LAS_CLIENT_SECRET": "hidden", "A": "file"}', { A: 'image', B: 'b' })
  expect(all).toMatchObject({ LAS_CLIENT_SECRET: 'hidden', A: 'file', B: 'b' })
  expect(secrets).toBe('LAS_CLIENT_SECRET,A')
})

test('without the variable nothing is read', () => {
  const variables = { A: 'a' }
  addSecrets(variables)
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

test.each([
  ['a byte order mark', '\uFEFF{"A": "hidden"}'],
  ['UTF-16', Buffer.from('\uFEFF{"A": "hidden"}', 'utf16le')],
  ['white space around', '\r\n {"A": "hidden"}\r\n'],
])('a file may have %s', async (_, content) => {
  expect((await read(content)).all).toMatchObject({ A: 'hidden' })
})

test('an emoji in a value is kept', async () => {
  expect((await read('{"A": "\\ud83d\\ude42🙂"}')).all).toMatchObject({ A: '🙂🙂' })
})

test.each([
  ['half a character', '{"A": "hidden\\ud83d"}', /can be "A", for/],
  ['the other half', '{"A": "\\ude42hidden"}', /can be "A", for/],
  ['a NUL', '{"B": "ok", "A": "hidden\\u0000"}', /can be "A", for/],
  ['half a character in a name', '{"A\\ud83d": "hidden"}', /can be "A.ud83d", for/],
  ['no name', '{"": "hidden"}', /can be "", for/],
  ['a name with =', '{"A=B": "hidden"}', /can be "A=B", for/],
])('a file with %s is refused, in words that do not repeat it', async (_, content, message) => {
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
