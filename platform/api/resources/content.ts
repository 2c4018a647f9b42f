import { decodeContent } from '../../content.ts'
import { badRequest } from '../../problem.ts'

/**
 * The bytes of a body's `content`.
 * @throws Problem 400 where it is not base64
 */
export function bytesOf(content: string): Uint8Array {
  const bytes = decodeContent(content)
  if (!bytes) throw badRequest('body.content: expected base64')
  return bytes
}
