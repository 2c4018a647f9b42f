/** The bytes of base64. @returns undefined for anything else */
export function decodeContent(content: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(content) || content.length % 4 !== 0) return undefined
  return Buffer.from(content, 'base64')
}

/** Bytes as the API has a file's content: base64. */
export function encodeContent(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
