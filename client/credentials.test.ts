import { describe, expect, test } from 'vitest'
import { credentialsFromEnvironment, CredentialsError } from './index.ts'

const complete = {
  LAS_CLIENT_ID: 'the-client-id',
  LAS_CLIENT_SECRET: 'very-secret-indeed',
  LAS_AUTH_ENDPOINT: 'auth.lucidtech.ai',
  LAS_API_ENDPOINT: 'https://api.lucidtech.ai/v1',
}

describe('credentials from the environment', () => {
  test('are whole URLs and an id with its secret', () => {
    expect(credentialsFromEnvironment(complete)).toEqual({
      clientId: 'the-client-id',
      clientSecret: 'very-secret-indeed',
      authEndpoint: 'https://auth.lucidtech.ai/oauth2',
      apiEndpoint: 'https://api.lucidtech.ai/v1',
    })
  })

  test.for([
    ['auth.lucidtech.ai', 'https://auth.lucidtech.ai/oauth2'],
    ['auth.lucidtech.ai/', 'https://auth.lucidtech.ai/oauth2'],
    ['auth.lucidtech.ai/oauth2', 'https://auth.lucidtech.ai/oauth2'],
    ['auth.lucidtech.ai/elsewhere/', 'https://auth.lucidtech.ai/elsewhere'],
    ['https://auth.lucidtech.ai', 'https://auth.lucidtech.ai/oauth2'],
    ['http://localhost:4010/oauth2', 'http://localhost:4010/oauth2'],
    ['localhost:4010', 'https://localhost:4010/oauth2'],
  ] as const)('have the token endpoint of %s at %s', ([given, expected]) => {
    const { authEndpoint } = credentialsFromEnvironment({ ...complete, LAS_AUTH_ENDPOINT: given })
    expect(authEndpoint).toBe(expected)
  })

  test('have the API key, if there is one', () => {
    expect(credentialsFromEnvironment({ ...complete, LAS_API_KEY: 'key' }).apiKey).toBe('key')
    expect(credentialsFromEnvironment({ ...complete, LAS_API_KEY: 'not_provided' })).not.toHaveProperty(
      'apiKey',
    )
  })

  test('may have space around them', () => {
    const { clientId } = credentialsFromEnvironment({ ...complete, LAS_CLIENT_ID: ' the-client-id\n' })
    expect(clientId).toBe('the-client-id')
  })

  test('that are missing are all named at once', () => {
    expect(problemsOf({ LAS_CLIENT_SECRET: '', LAS_AUTH_ENDPOINT: 'not_provided' })).toEqual([
      'LAS_CLIENT_ID is missing: expected the id of an app client',
      'LAS_CLIENT_SECRET is missing: expected the secret of an app client',
      'LAS_AUTH_ENDPOINT is missing: expected a host such as auth.lucidtech.ai, or a URL',
      'LAS_API_ENDPOINT is missing: expected a URL such as https://api.lucidtech.ai/v1',
    ])
  })

  test.for([
    ['LAS_CLIENT_ID', 'two words'],
    ['LAS_CLIENT_ID', 'with:colon'],
    ['LAS_CLIENT_SECRET', 'very\nsecret'],
    ['LAS_CLIENT_SECRET', 'sécrét'],
    ['LAS_API_KEY', 'two words'],
    ['LAS_AUTH_ENDPOINT', 'http://'],
    ['LAS_AUTH_ENDPOINT', 'me:password@auth.test'],
    ['LAS_API_ENDPOINT', 'api.test/v1'],
    ['LAS_API_ENDPOINT', 'ftp://api.test'],
    ['LAS_API_ENDPOINT', 'https://api.test/v1?key=secret'],
  ] as const)('that are malformed are named and not shown: %s=%j', ([name, value]) => {
    const problems = problemsOf({ ...complete, [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${name} is malformed: expected`)
    expect(problems[0]).not.toContain(value)
  })
})

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    credentialsFromEnvironment(environment)
  } catch (error) {
    if (error instanceof CredentialsError) return error.problems
    throw error
  }
  return []
}
