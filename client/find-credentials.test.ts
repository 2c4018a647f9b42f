import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { rejection } from '../test/support/rejection.ts'
import { credentialsFromFile, CredentialsError, findCredentials } from './index.ts'

const FILE = `
# What the command line wrote
[default]
client_id = the-client-id
client_secret = very#secret;indeed=
auth_endpoint = auth.lucidtech.ai
api_endpoint = https://api.lucidtech.ai/v1

[local.test]
client_id: local
client_secret: local-secret
auth_endpoint: http://localhost:4010/oauth2
api_endpoint: http://localhost:4010/v1
api_key: key

[broken]
client_id = broken
client_secret = two words
api_endpoint = localhost
`
const environment = {
  LAS_CLIENT_ID: 'of-the-environment',
  LAS_CLIENT_SECRET: 'secret',
  LAS_AUTH_ENDPOINT: 'auth.test',
  LAS_API_ENDPOINT: 'https://api.test/v1',
}

describe('a credentials file', () => {
  test('has a profile named default', async () => {
    await using file = await credentialsFile()
    expect(await credentialsFromFile({ path: file.path })).toEqual({
      clientId: 'the-client-id',
      clientSecret: 'very#secret;indeed=',
      authEndpoint: 'https://auth.lucidtech.ai/oauth2',
      apiEndpoint: 'https://api.lucidtech.ai/v1',
    })
  })

  test('has others by name', async () => {
    await using file = await credentialsFile()
    expect(await credentialsFromFile({ path: file.path, profile: 'local.test' })).toEqual({
      clientId: 'local',
      clientSecret: 'local-secret',
      authEndpoint: 'http://localhost:4010/oauth2',
      apiEndpoint: 'http://localhost:4010/v1',
      apiKey: 'key',
    })
  })

  test('without the profile says which it has', async () => {
    await using file = await credentialsFile()
    expect(await problemsOf(credentialsFromFile({ path: file.path, profile: 'staging' }))).toEqual([
      `${file.path} has no profile staging: it has default, local.test, broken`,
    ])
  })

  test('without any profile says so', async () => {
    await using file = await credentialsFile('client_id = nowhere')
    expect(await problemsOf(credentialsFromFile({ path: file.path }))).toEqual([
      `${file.path} has no profile default: it has none at all`,
    ])
  })

  test('with keys that are missing or malformed names them all, and shows no value', async () => {
    await using file = await credentialsFile()
    const where = `of profile broken in ${file.path}`
    expect(await problemsOf(credentialsFromFile({ path: file.path, profile: 'broken' }))).toEqual([
      `client_secret ${where} is malformed: expected the secret of an app client`,
      `auth_endpoint ${where} is missing: expected a host such as auth.lucidtech.ai, or a URL`,
      `api_endpoint ${where} is malformed: expected a URL such as https://api.lucidtech.ai/v1`,
    ])
  })

  test.for([
    ['is not there', 'nothing', 'ENOENT'],
    ['is a folder', '.', 'EISDIR'],
  ] as const)('that %s is named', async ([, name, code]) => {
    await using folder = await temporaryFolder()
    const path = join(folder.path, name)
    expect(await problemsOf(credentialsFromFile({ path }))).toEqual([
      `${path} can't be read (${code}): expected a file with credentials`,
    ])
  })
})

describe('the credentials of whoever runs a program', () => {
  test('are those of the environment, if all of them are there', async () => {
    expect(await findCredentials({ environment })).toMatchObject({ clientId: 'of-the-environment' })
  })

  test('are those of a profile that is named, whatever the environment says', async () => {
    await using home = await homeFolder(FILE)
    expect(await findCredentials({ environment, profile: 'local.test' })).toMatchObject({ clientId: 'local' })
    expect(await findCredentials({ environment, path: home.file })).toMatchObject({
      clientId: 'the-client-id',
    })
  })

  test('are those of the default profile, if the environment lacks one', async () => {
    await using _ = await homeFolder(FILE)
    const { LAS_API_ENDPOINT: _endpoint, ...incomplete } = environment
    expect(await findCredentials({ environment: incomplete })).toMatchObject({ clientId: 'the-client-id' })
  })

  test('are looked for no further when the environment has a malformed one', async () => {
    await using _ = await homeFolder(FILE)
    const malformed = { ...environment, LAS_API_ENDPOINT: 'nonsense' }
    expect(await problemsOf(findCredentials({ environment: malformed }))).toEqual([
      'LAS_API_ENDPOINT is malformed: expected a URL such as https://api.lucidtech.ai/v1',
    ])
  })

  test('are said to be missing from both places when they are in neither', async () => {
    await using home = await homeFolder(undefined)
    const { LAS_CLIENT_SECRET: _secret, ...incomplete } = environment
    expect(await problemsOf(findCredentials({ environment: incomplete }))).toEqual([
      'The environment has no LAS_CLIENT_SECRET, so a credentials file was looked for',
      `${home.file} can't be read (ENOENT): expected a file with credentials`,
    ])
  })
})

function temporaryFolder() {
  return mkdtempDisposable(join(tmpdir(), 'credentials-'))
}

async function credentialsFile(text = FILE) {
  const folder = await temporaryFolder()
  const path = join(folder.path, 'credentials.cfg')
  await writeFile(path, text)
  return { path, [Symbol.asyncDispose]: () => folder.remove() }
}

/** A home folder, with credentials where they belong. */
async function homeFolder(text: string | undefined) {
  const { mkdir } = await import('node:fs/promises')
  const folder = await temporaryFolder()
  const file = join(folder.path, '.lucidtech', 'credentials.cfg')
  await mkdir(join(folder.path, '.lucidtech'))
  if (text !== undefined) await writeFile(file, text)
  vi.stubEnv('HOME', folder.path)
  return { file, [Symbol.asyncDispose]: () => folder.remove() }
}

async function problemsOf(promise: Promise<unknown>): Promise<readonly string[]> {
  const error = await rejection(promise)
  if (error instanceof CredentialsError) return error.problems
  throw error
}
