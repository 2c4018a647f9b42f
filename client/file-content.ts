import type { ContentType } from '../contract/index.ts'
import { contentTypeOf } from './content-type.ts'
import { codeOf } from '../contract/message-of.ts'

/** The maximum size of a document or an asset. In base64 it is the API's 6,250,000 characters. */
export const MAX_CONTENT_BYTES = 4_687_500

/** A file: its path or `file:` URL, its bytes, or a stream of them. */
export type FileSource = string | URL | Uint8Array | ArrayBuffer | Blob | AsyncIterable<Uint8Array>

/** A file can't be read, or the API does not accept it. */
export class FileContentError extends Error {
  override readonly name = 'FileContentError'
}

/**
 * A document as the API accepts it: base64, and the content type by its first bytes.
 * @example client.documents.create({ ...(await fileContent('invoice.pdf')), datasetId })
 * @throws FileContentError for a file that can't be read, is empty, too large, or not of one of the API's content types
 */
export async function fileContent(
  source: FileSource,
): Promise<{ content: string; contentType: ContentType }> {
  const bytes = await readBytes(source)
  const contentType = contentTypeOf(bytes)
  if (!contentType)
    throw new FileContentError(`${nameOf(source)} is no PDF, JPEG, PNG or TIFF, by its first bytes`)
  return { content: bytes.toString('base64'), contentType }
}

/**
 * An asset as the API accepts it: a file of any type, in base64.
 * @example client.assets.create({ ...(await assetContent('component.js')), name: 'component' })
 * @throws FileContentError for a file that can't be read, is empty or too large
 */
export async function assetContent(source: FileSource): Promise<{ content: string }> {
  return { content: (await readBytes(source)).toString('base64') }
}

/** Stops reading once the file is larger than the API accepts. */
async function readBytes(source: FileSource): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of await chunksOf(source)) {
    if (!(chunk instanceof Uint8Array)) {
      throw new TypeError(`${nameOf(source)} yields ${typeof chunk}s: expected bytes, without an encoding`)
    }
    size += chunk.byteLength
    if (size > MAX_CONTENT_BYTES) {
      throw new FileContentError(`${nameOf(source)} has more bytes than the API takes, ${MAX_CONTENT_BYTES}`)
    }
    chunks.push(chunk)
  }
  if (size === 0) throw new FileContentError(`${nameOf(source)} is empty`)
  return Buffer.concat(chunks, size)
}

async function chunksOf(source: FileSource): Promise<AsyncIterable<unknown> | Iterable<unknown>> {
  if (typeof source === 'string' || source instanceof URL) return chunksOfFile(source)
  if (source instanceof Uint8Array) return [source]
  if (source instanceof ArrayBuffer) return [new Uint8Array(source)]
  if (source instanceof Blob) return source.stream()
  if (Symbol.asyncIterator in new Object(source)) return source
  throw new TypeError('Expected a path, a URL, bytes, a Blob or a stream of bytes')
}

async function* chunksOfFile(path: string | URL): AsyncGenerator<Uint8Array> {
  // Loaded here, as callers with bytes and containers that start don't need it.
  const { createReadStream } = await import('node:fs')
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>
  } catch (error) {
    // The system's message does not always name the file.
    const code = codeOf(error) ?? 'unknown error'
    throw new FileContentError(`${nameOf(path)} can't be read (${code})`, { cause: error })
  }
}

function nameOf(source: FileSource): string {
  if (typeof source === 'string' || source instanceof URL) return String(source)
  return source instanceof Uint8Array || source instanceof ArrayBuffer ? 'The content' : 'The stream'
}
