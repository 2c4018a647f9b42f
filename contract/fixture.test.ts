import { expect, it } from 'vitest'
import { FixtureError, formatFixture, parseFixture } from './fixture.ts'
import { makeFixture, operationOf, type Recording } from './make-fixture.ts'

const transitionId = `las:transition:${'a'.repeat(32)}`
const documentId = `las:document:${'d'.repeat(32)}`
const content = Buffer.from('%PDF-1.7 of a kind').toString('base64')

const recording: Recording = {
  transition: { transitionId, name: 'predict' },
  executionId: `las:transition-execution:${'b'.repeat(32)}`,
  startTime: '2026-03-12T09:30:00.000Z',
  environment: {
    TRANSITION_ID: transitionId,
    LAS_CLIENT_SECRET: 'secret-of-the-client',
    MODEL_ID: `las:model:${'c'.repeat(32)}`,
    ERP_USER: 'grace-hopper',
    API_TOKEN: 'token-of-the-erp',
  },
  secretNames: ['ERP_USER'],
  secrets: ['bearer-token-1'],
  input: { note: 'for grace-hopper', documentId },
  exchanges: [
    {
      response: { documentId, content, contentType: 'application/pdf' },
      status: 200,
      method: 'GET',
      path: `/documents/${documentId}`,
      query: {},
    },
    { method: 'POST', path: '/nowhere', body: { key: 'token-of-the-erp', a: [{ z: 1, b: 2 }] }, status: 404 },
    { method: 'GET', path: '/models', query: { maxResults: '3' }, failure: 'ECONNRESET' },
  ],
  outcome: { status: 'succeeded', output: { said: 'bearer-token-1 of secret-of-the-client' } },
  log: ['{"msg":"token-of-the-erp"}'],
}

it('tells no secret and no token, but that variables are there', () => {
  const fixture = makeFixture(recording)
  const text = formatFixture(fixture)
  for (const secret of ['secret-of-the-client', 'grace-hopper', 'token-of-the-erp', 'bearer-token-1'])
    expect(text).not.toContain(secret)
  expect(fixture.environment).toEqual({
    API_TOKEN: null,
    ERP_USER: null,
    MODEL_ID: `las:model:${'c'.repeat(32)}`,
  })
  expect(fixture.outcome).toEqual({ status: 'succeeded', output: { said: '[secret] of [secret]' } })
})

it('keeps each file once, by its digest, and names the operations', () => {
  const { exchanges, files } = makeFixture(recording)
  const [digest = ''] = Object.keys(files)
  expect(digest).toMatch(/^sha256:[a-f0-9]{64}$/)
  expect(files[digest]).toEqual({ contentType: 'application/pdf', content })
  expect(exchanges[0]).toEqual({
    operation: 'documents.get',
    method: 'GET',
    path: `/documents/${documentId}`,
    status: 200,
    response: { documentId, content: digest, contentType: 'application/pdf' },
  })
  expect(exchanges.map(({ operation }) => operation)).toEqual(['documents.get', undefined, 'models.list'])
})

/** The same object, its keys in another order. */
const backwards = <T extends object>(object: T) =>
  Object.fromEntries(Object.entries(object).toReversed()) as T

it('is the same text for the same content, whatever order keys came in', () => {
  const { environment, input, exchanges, ...rest } = recording
  const other = {
    environment: backwards(environment),
    input: backwards(input),
    exchanges: exchanges.map(backwards),
    ...backwards(rest),
  }
  const text = formatFixture(makeFixture(recording))
  expect(formatFixture(makeFixture(other))).toBe(text)
  expect(formatFixture(parseFixture(text, 'fixture.json'))).toBe(text)
})

it.each([
  ['{', /^fixture\.json is no fixture: it is not JSON/],
  ['{"version": 2}', /^fixture\.json has version 2, .* reads version 1: record it anew$/],
  ['{"version": 1, "input": 3}', /^fixture\.json is no fixture: .*input: .*expected record/],
  ['[]', /^fixture\.json is no fixture: /],
])('refuses %s, and says why', (text, message) => {
  const read = () => parseFixture(text, 'fixture.json')
  expect(read).toThrow(FixtureError)
  expect(read).toThrow(message)
})

it.each([
  ['GET', '/organizations/me', 'organizations.me'],
  ['PATCH', `/transitions/${transitionId}/executions/las:x`, 'transitions.executions.update'],
  ['GET', '/documents/', undefined],
  ['PUT', '/documents', undefined],
])('%s %s is the operation %s', (method, path, id) => {
  expect(operationOf({ method, path })).toBe(id)
})
