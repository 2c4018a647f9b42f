import { badRequest } from '../problem.ts'

/**
 * The bytes of a body's `content`.
 * @throws Problem 400
 */
export function decodeContent(content: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(content) || content.length % 4 !== 0)
    throw badRequest('body.content: expected base64')
  return Buffer.from(content, 'base64')
}

export function encodeContent(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
