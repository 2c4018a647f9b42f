import type { ContentType } from '../contract/index.ts'

/** The first bytes of a file (its signature), in hexadecimal digits. */
const SIGNATURES: readonly (readonly [ContentType, RegExp])[] = [
  ['image/jpeg', /^ffd8ff/],
  ['image/png', /^89504e470d0a1a0a/],
  // Little or big endian; the second of each pair is BigTIFF.
  ['image/tiff', /^(49492a00|4d4d002a|49492b00|4d4d002b)/],
]

/**
 * The type of a document, by its first bytes; undefined if the API accepts no such documents. A PDF's header may stand
 * anywhere in its first 1,024 bytes (ISO 32000-1, annex H).
 */
export function contentTypeOf(bytes: Uint8Array): ContentType | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024))
  const start = head.toString('hex', 0, 8)
  const found = SIGNATURES.find(([, signature]) => signature.test(start))
  if (found) return found[0]
  return head.includes('%PDF-') ? 'application/pdf' : undefined
}
