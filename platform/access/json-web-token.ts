import { timingSafeEqual } from 'node:crypto'
import type { Keyring } from './keyring.ts'

const HEADER = encode({ alg: 'HS256', typ: 'JWT' })

/** Makes a JSON Web Token (RFC 7519), signed with HMAC-SHA256. */
export function signToken(claims: object, keyring: Keyring): string {
  const signed = `${HEADER}.${encode(claims)}`
  return `${signed}.${keyring.sign(signed).toString('base64url')}`
}

/**
 * The claims of a token that `signToken` made. They may have expired.
 * @returns undefined for any other
 */
export function verifyToken(token: string, keyring: Keyring): Record<string, unknown> | undefined {
  const [header, payload, signature, ...more] = token.split('.')
  // Only the exact header of `signToken` is accepted, so no token can ask for another algorithm (`none`).
  if (header !== HEADER || payload === undefined || signature === undefined || more.length > 0)
    return undefined
  const expected = Buffer.from(keyring.sign(`${header}.${payload}`).toString('base64url'))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  // The signature proves that `signToken` wrote it.
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
