import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createMask, secretsOf } from './mask.ts'
import { isSecretName } from './secret-variables.ts'

const SECRETS = [
  'p"ss word/1',
  String.raw`back\slash\n1`,
  "it's+a=secret&more",
  'žluťoučký/+kůň',
  'plain-secret-1',
]

/** The ways in which programs print a value. */
const PRINTED: Record<string, (secret: string) => string> = {
  'as it is': (secret) => `a ${secret} b`,
  'in JSON': (secret) => JSON.stringify({ key: `x${secret}y` }),
  'in JSON within JSON': (secret) => JSON.stringify({ body: JSON.stringify({ key: secret }) }),
  'by inspect': (secret) => inspect({ key: secret, also: [secret] }),
  'by inspect, beside a quote': (secret) => inspect(`'${secret}`),
  'in a URL': (secret) => `https://example.com/?key=${encodeURIComponent(secret)}`,
  'in a form': (secret) => new URLSearchParams({ key: secret }).toString(),
  'in a URL with lower-case escapes': (secret) =>
    encodeURIComponent(secret).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64 after an id of one character': (secret) => Buffer.from(`i:${secret}`).toString('base64'),
  'in base64 after an id of two': (secret) => Buffer.from(`id:${secret}`).toString('base64'),
  'in base64 after an id of three, with more behind': (secret) =>
    Buffer.from(`id3:${secret}:more`).toString('base64'),
  'in base64url': (secret) => Buffer.from(`id:${secret}`).toString('base64url'),
  'as a buffer': (secret) => inspect({ key: Buffer.from(secret) }),
  'in hexadecimal': (secret) => Buffer.from(secret).toString('hex'),
  'in upper-case hexadecimal': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
}

describe.each(Object.entries(PRINTED))('a secret %s', (_name, print) => {
  it.each(SECRETS)('is hidden: %s', (secret) => {
    const masked = createMask([secret]).apply(print(secret))
    expect(masked).toContain('[secret]')
    expect(masked).not.toContain(secret)
    // What stands around it is the same around another value of that length, but for a character at its edge.
    const frame = pieces(print('0'.repeat(Buffer.byteLength(secret))))
    const leaked = pieces(print(secret)).filter(
      (piece) => masked.includes(piece) && !frame.some((other) => differences(piece, other) <= 1),
    )
    expect(leaked).toEqual([])
  })
})

it('leaves the rest of a text as it is', () => {
  const mask = createMask(['p"ss word/1'])
  expect(mask.apply('a p"ss word/1 b')).toBe('a [secret] b')
  expect(mask.apply(JSON.stringify({ key: 'p"ss word/1' }))).toBe('{"key":"[secret]"}')
  expect(mask.apply('https://example.com/?key=p%22ss%20word%2F1')).toBe('https://example.com/?key=[secret]')
})

it('hides each line of a secret, and all of it in one', () => {
  const key = '-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----'
  const mask = createMask([key])
  expect(mask.apply('> MIIEvQIBADANBg')).toBe('> [secret]')
  expect(mask.apply(JSON.stringify({ key }))).toBe('{"key":"[secret]"}')
  expect(mask.apply(Buffer.from(key).toString('base64'))).toMatch(/^\[secret\].?=*$/)
})

it('leaves nothing of a secret that contains another', () => {
  const mask = createMask(['secret-one'])
  mask.add('secret-one-and-two')
  expect(mask.apply('secret-one-and-two, secret-one')).toBe('[secret], [secret]')
})

it('leaves text alone that only looks like a very short secret', () => {
  expect(createMask(['a', '', '      ', undefined]).apply('a banana      b')).toBe('a banana      b')
})

it('keeps a value valid: its texts and keys are masked, its numbers are not', () => {
  const mask = createMask(['128000', 'a"secret'])
  const value = { used: 128_000, 'a"secret': ['a"secret', null, true, { deep: 'x a"secret' }] }
  expect(mask.applyTo(value)).toEqual({
    used: 128_000,
    '[secret]': ['[secret]', null, true, { deep: 'x [secret]' }],
  })
})

describe('where to cut a text', () => {
  const mask = createMask(['secret-one', 'one-and-two'])

  it.each([
    ['before a secret that the cut would divide', 'abc secret-one d', 8, 4],
    ['where none is divided', 'abc secret-one d', 14, 14],
    ['just before one', 'abc secret-one d', 4, 4],
    ['before two that overlap', 'ab secret-one-and-two', 15, 3],
    ['where it was asked for, if the text is a secret from its first character on', 'secret-one', 5, 5],
  ])('is %s', (_what, text, place, cut) => {
    expect(mask.cutBefore(text, place)).toBe(cut)
  })
})

const fromSecret = (name: string, value: string) => secretsOf({ [name]: value }, new Set([name]))

describe('the secrets of an environment', () => {
  it.each([
    ['CLIENT_SECRET', 'abcdef'],
    ['API_KEY', 'abcdef'],
    ['DB_PASSWORD', 'hunter2'],
    ['GITHUB_TOKEN', 'ghp_abcdef'],
    ['TOKENS', 'abc,def'],
    ['TOKEN', '1234567890123456789012'],
  ])('hold %s=%s by its name', (name, value) => {
    expect(secretsOf({ [name]: value })).toContain(value)
  })

  it.each([
    ['MAX_TOKENS', '128000'],
    ['TOKEN_CACHE', 'enabled'],
    ['TOKEN_URL', 'https://auth.example.com/token'],
    ['SECRET_NAME', 'production/erp'],
    ['ACCESS_KEY_ID', 'AKIAIOSFODNN7'],
    ['CREDENTIALS_FILE', '/run/credentials.json'],
    ['USE_API_KEY', 'true'],
    ['GREETING', 'hello world'],
  ])('do not hold %s=%s', (name, value) => {
    expect(secretsOf({ [name]: value })).toEqual([])
  })

  it.each([
    ['ERP_USER', 'somebody'],
    ['SIGNER', '{"key":"value"}'],
    ['WEBHOOK_URL', 'https://hooks.example.com/services/T0001/XxYyZz0123456789abcd'],
    ['ENDPOINT', 'https://example.com/?sig=abc'],
  ])('hold %s=%s if it came from a secret', (name, value) => {
    expect(fromSecret(name, value)).toContain(value)
  })

  it.each([
    ['LAS_API_ENDPOINT', 'https://api.example.com/v1'],
    ['LAS_AUTH_ENDPOINT', 'auth.example.com/oauth2'],
    ['LAS_CLIENT_ID', '4qf0example'],
    ['MODEL', 'las:model:0123456789abcdef0123456789abcdef'],
    ['DEBUG', 'enabled'],
    ['PORT', '54321'],
    ['RATE', '12345.67'],
  ])('do not hold %s=%s even if it came from a secret', (name, value) => {
    expect(fromSecret(name, value)).toEqual([])
  })

  it('hold the password of a URL, too', () => {
    const url = 'postgres://erp:p%40ssword1@db.example.com/erp'
    expect(fromSecret('DATABASE_URL', url)).toEqual([url, 'p%40ssword1', 'p@ssword1'])
  })
})

it('knows by its name that a variable is secret', () => {
  expect(isSecretName('LAS_CLIENT_SECRET')).toBe(true)
  expect(isSecretName('LAS_CLIENT_ID')).toBe(false)
})

/** All its parts of eight characters: six bytes in base64. */
const pieces = (text: string) => Array.from(text, (_, at) => text.slice(at, at + 8)).slice(0, -7)

const differences = (a: string, b: string) =>
  Array.from(a).filter((character, at) => character !== b[at]).length
