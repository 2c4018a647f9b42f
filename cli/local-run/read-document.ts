import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { contentTypeOf } from '../../client/content-type.ts'
import { MAX_CONTENT_BYTES } from '../../client/index.ts'
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

/** Reads a file that the API takes as a document. */
export async function readDocument(path: string): Promise<DocumentFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new UsageError(`The document ${path} can't be read: ${messageOf(error)}`)
  })
  if (bytes.length === 0)
    throw new UsageError(`The document ${path} is empty: expected a PDF, JPEG, PNG or TIFF`)
  if (bytes.length > MAX_CONTENT_BYTES) {
    throw new UsageError(
      `The document ${path} has ${bytes.length} bytes: the API takes at most ${MAX_CONTENT_BYTES}`,
    )
  }
  const contentType = contentTypeOf(bytes)
  if (!contentType) throw new UsageError(`The document ${path} is no PDF, JPEG, PNG or TIFF, by its content`)
  return { name: basename(path), size: bytes.length, content: bytes.toString('base64'), contentType }
}
