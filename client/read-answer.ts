import type { Answer, AnswerHeaders } from './answer.ts'
import { AnswerTooLargeError } from './attempt-errors.ts'

/** The maximum size of an answer in bytes, decoded or not. The largest, a document, has 6.25 million characters. */
export const MAX_ANSWER_BYTES = 64 * 2 ** 20
/** The same for an answer that is not 2xx: only its message is of interest. */
export const MAX_ERROR_BYTES = 2 ** 20

/** An answer whose body is still to be read. */
export interface UnreadAnswer {
  status: number
  headers: AnswerHeaders
  body: AsyncIterable<Uint8Array>
  /** The content encoding of the body; undefined if it is decoded. */
  encoding?: string | null
}

/**
 * Reads an answer to its end. If the body of an answer that is not 2xx is lost, late or too large, its beginning is enough: the
 * status says what became of the request.
 * @throws AnswerTooLargeError, or the body's error
 */
export async function readAnswer({ status, headers, body, encoding }: UnreadAnswer): Promise<Answer> {
  const isSuccess = status >= 200 && status < 300
  const maxBytes = isSuccess ? MAX_ANSWER_BYTES : MAX_ERROR_BYTES
  const chunks: Uint8Array[] = []
  let bytes: Uint8Array = new Uint8Array()
  try {
    let size = 0
    for await (const chunk of body) {
      size += chunk.length
      if (size > maxBytes) throw new AnswerTooLargeError(status, maxBytes)
      chunks.push(chunk)
    }
    bytes = encoding ? await decode(Buffer.concat(chunks), encoding, maxBytes) : Buffer.concat(chunks)
  } catch (error) {
    if (isSuccess)
      throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
        ? new AnswerTooLargeError(status, maxBytes)
        : error
    if (!encoding) bytes = Buffer.concat(chunks)
  }
  // Not `toString`: the decoder removes a byte order mark, as `fetch` does.
  const text = new TextDecoder().decode(bytes)
  return { status, headers, text: async () => text }
}

type Decoder = (
  input: Buffer,
  options: { maxOutputLength: number },
  done: (error: Error | null, output: Buffer) => void,
) => void

/** Removes content encodings, the last first (RFC 9110, section 8.4). A gateway may compress what nobody asked it to. */
async function decode(bytes: Buffer, encodings: string, maxOutputLength: number): Promise<Buffer> {
  let decoded = bytes
  // Loaded here, as few answers are compressed.
  const zlib = process.getBuiltinModule('node:zlib')
  const decoders: Readonly<Record<string, Decoder>> = {
    gzip: zlib.gunzip,
    'x-gzip': zlib.gunzip,
    // Some servers leave out what RFC 9110 has around it (section 8.4.1.2): its first byte tells.
    deflate: (input, ...rest) =>
      (((input[0] ?? 0) & 0x0f) === 8 ? zlib.inflate : zlib.inflateRaw)(input, ...rest),
    br: zlib.brotliDecompress,
    zstd: zlib.zstdDecompress,
  }
  for (const name of encodings.toLowerCase().split(',').toReversed()) {
    const decoder = decoders[name.trim()]
    if (!decoder || decoded.length === 0) continue
    const input = decoded
    decoded = await new Promise((resolve, reject) =>
      decoder(input, { maxOutputLength }, (error, output) => (error ? reject(error) : resolve(output))),
    )
  }
  return decoded
}
