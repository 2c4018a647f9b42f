import { createHmac } from 'node:crypto'
import { sign, verify } from 'hono/jwt'
import { expect, test } from 'vitest'
import { signToken, verifyToken } from './json-web-token.ts'
import { ephemeralKeyring } from './keyring.ts'

const keyring = ephemeralKeyring()
const claims = { sub: 'las:app-client:ø', scope: 'a b', exp: 1 }
const token = signToken(claims, keyring)
const [header = '', payload = '', signature = ''] = token.split('.')
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (text: string) => `${text}.${keyring.sign(text).toString('base64url')}`

test('says again what was signed', () => {
  expect(verifyToken(token, keyring)).toEqual(claims)
})

test('another implementation of the standard makes and reads the same', async () => {
  const key = 'a key that both have'
  const likewise = { ...keyring, sign: (text: string) => createHmac('sha256', key).update(text).digest() }
  expect(await sign(claims, key, 'HS256')).toBe(signToken(claims, likewise))
  expect(await verify(signToken(claims, likewise), key, { alg: 'HS256', exp: false })).toEqual(claims)
})

test.each([
  ['nothing', ''],
  ['junk', 'junk'],
  ['two parts', `${header}.${payload}`],
  ['four parts', `${token}.${signature}`],
  ['no signature', `${header}.${payload}.`],
  ['half a signature', token.slice(0, -20)],
  ['another signature', `${header}.${payload}.${signature.replace(/^./, (a) => (a === 'A' ? 'B' : 'A'))}`],
  ['a signature with more behind it', `${token}=`],
  ['another payload', `${header}.${encode({ ...claims, sub: 'another' })}.${signature}`],
  ['another key', signToken(claims, ephemeralKeyring())],
  ['no algorithm', signed(`${encode({ alg: 'none', typ: 'JWT' })}.${payload}`)],
  ['another algorithm', signed(`${encode({ alg: 'HS384', typ: 'JWT' })}.${payload}`)],
])('refuses %s', (_, wrong) => {
  expect(verifyToken(wrong, keyring)).toBeUndefined()
})
