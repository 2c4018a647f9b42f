import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { messageOf, type ContentType } from '../../contract/index.ts'
import { UsageError } from '../usage-error.ts'

/** A document to upload. */
export interface DocumentFile {
  name: string
  /** Of the file, in bytes. */
  size: number
  /** Base64. */
  content: string
  contentType: ContentType
}

/** The API takes 6,250,000 base64 characters. */
const MAX_BYTES = 4_687_500

/** Reads a file that the API takes as a document. */
export async function readDocument(path: string): Promise<DocumentFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new UsageError(`The document ${path} can't be read: ${messageOf(error)}`)
  })
  if (bytes.length === 0)
    throw new UsageError(`The document ${path} is empty: expected a PDF, JPEG, PNG or TIFF`)
  if (bytes.length > MAX_BYTES) {
    throw new UsageError(`The document ${path} has ${bytes.length} bytes: the API takes at most ${MAX_BYTES}`)
  }
  const contentType = contentTypeOf(bytes)
  if (!contentType) throw new UsageError(`The document ${path} is no PDF, JPEG, PNG or TIFF, by its content`)
  return { name: basename(path), size: bytes.length, content: bytes.toString('base64'), contentType }
}

/** By its first bytes. A PDF's header may stand anywhere in its first 1,024 (ISO 32000-1, annex H). */
function contentTypeOf(bytes: Buffer): ContentType | undefined {
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'application/pdf'
  const start = bytes.subarray(0, 4).toString('hex')
  if (start.startsWith('ffd8ff')) return 'image/jpeg'
  if (start === '89504e47') return 'image/png'
  if (start === '49492a00' || start === '4d4d002a') return 'image/tiff'
  return undefined
}
