import { createReadStream } from 'node:fs'
import { mkdtempDisposable, open, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { ContentType } from '../contract/index.ts'
import { rejection } from '../test/support/rejection.ts'
import { contentTypeOf } from './content-type.ts'
import {
  assetContent,
  fileContent,
  FileContentError,
  MAX_CONTENT_BYTES,
  type Client,
  type FileSource,
} from './index.ts'

const INVOICE = 'examples/predict/invoice.pdf'
const bytes = (text: string) => Buffer.from(text, 'latin1')

describe('a document’s content', () => {
  const sources: [string, () => FileSource | Promise<FileSource>][] = [
    ['a path', () => INVOICE],
    ['a file URL', () => pathToFileURL(INVOICE)],
    ['a Buffer', () => readFile(INVOICE)],
    ['a Uint8Array', async () => new Uint8Array(await readFile(INVOICE))],
    ['an ArrayBuffer', async () => new Uint8Array(await readFile(INVOICE)).buffer],
    ['a Blob', async () => new Blob([await readFile(INVOICE)])],
    ['a readable stream', () => createReadStream(INVOICE)],
    ['a web stream', async () => new Blob([await readFile(INVOICE)]).stream()],
    ['a generator', () => chunks(INVOICE)],
  ]
  test.for(sources)('comes from %s', async ([, source]) => {
    const { content, contentType } = await fileContent(await source())
    expect(contentType).toBe('application/pdf')
    expect(Buffer.from(content, 'base64').equals(await readFile(INVOICE))).toBe(true)
  })

  test('is a part of the body that creates a document', () => {
    type Body = Parameters<Client['documents']['create']>[0]
    expectTypeOf<Awaited<ReturnType<typeof fileContent>>>().toExtend<Body>()
  })

  test('is only the part of a buffer that is meant', async () => {
    const whole = bytes('xxxx%PDF-1.7xxxx')
    const { content } = await fileContent(whole.subarray(4, 12))
    expect(content).toBe(btoa('%PDF-1.7'))
  })

  test('may have as many bytes as the API takes', async () => {
    const { content } = await fileContent(ofSize(MAX_CONTENT_BYTES))
    expect(content).toHaveLength(6_250_000)
  })

  test.for([
    ['bytes', () => ofSize(MAX_CONTENT_BYTES + 1)],
    ['a Blob', () => new Blob([ofSize(MAX_CONTENT_BYTES + 1)])],
    ['a stream', () => Readable.from([ofSize(MAX_CONTENT_BYTES), bytes('x')])],
  ] as const)('is refused when it is larger: %s', async ([, source]) => {
    const error = await rejection(fileContent(source()))
    expect(error).toBeInstanceOf(FileContentError)
    expect(String(error)).toContain('has more bytes than the API takes, 4687500')
  })

  test('is not read to the end when it is larger', async () => {
    const source = Readable.from(endless())
    await expect(fileContent(source)).rejects.toBeInstanceOf(FileContentError)
    expect(source.destroyed).toBe(true)
  })

  test('is refused by its name when the file is larger', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'content-'))
    const path = join(folder.path, 'large.pdf')
    await using file = await open(path, 'w')
    await file.truncate(10 * MAX_CONTENT_BYTES)
    await expect(fileContent(path)).rejects.toThrow(`${path} has more bytes than the API takes`)
  })

  test.for([
    ['empty', Buffer.alloc(0), 'The content is empty'],
    ['text', bytes('%PDF is what it is not'), 'The content is no PDF, JPEG, PNG or TIFF, by its first bytes'],
  ] as const)('is refused when it is %s', async ([, source, message]) => {
    await expect(fileContent(source)).rejects.toThrow(new FileContentError(message))
  })

  test.for([
    ['no/such.pdf', 'ENOENT'],
    ['client', 'EISDIR'],
  ] as const)('is refused by its name when the file can’t be read: %s', async ([path, code]) => {
    await expect(fileContent(path)).rejects.toThrow(new FileContentError(`${path} can't be read (${code})`))
  })

  test('fails with what its stream fails with', async () => {
    const failure = new Error('the disk is gone')
    const source = new Readable({ read: () => void source.destroy(failure) })
    await expect(fileContent(source)).rejects.toBe(failure)
  })

  test.for([
    ['a stream of strings', () => Readable.from(['%PDF-'])],
    ['a number', () => 7],
    ['null', () => null],
  ] as [string, () => FileSource][])('is refused when it is no bytes: %s', async ([, source]) => {
    await expect(fileContent(source())).rejects.toBeInstanceOf(TypeError)
  })
})

test('an asset’s content is a file of any type', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'content-'))
  const path = join(folder.path, 'component.js')
  await writeFile(path, 'export default 1')
  expect(await assetContent(path)).toEqual({ content: btoa('export default 1') })
})

test.for([
  ['application/pdf', bytes('%PDF-1.7')],
  ['application/pdf', bytes(`${' '.repeat(1019)}%PDF-`)],
  [undefined, bytes(`${' '.repeat(1020)}%PDF-`)],
  ['image/jpeg', bytes('\xff\xd8\xff\xe0')],
  ['image/jpeg', bytes('\xff\xd8\xff\xe1 made from %PDF-1.7')],
  ['image/png', bytes('\x89PNG\r\n\x1a\n')],
  [undefined, bytes('\x89PNG\n\n\x1a\n')],
  ['image/tiff', bytes('II*\0')],
  ['image/tiff', bytes('MM\0*')],
  ['image/tiff', bytes('II+\0')],
  [undefined, bytes('GIF89a')],
  [undefined, bytes('\xff\xd8')],
  [undefined, bytes('')],
] as [ContentType | undefined, Buffer][])('the content type is %s by the first bytes %s', ([type, head]) => {
  expect(contentTypeOf(head)).toBe(type)
})

function ofSize(size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  whole.set(bytes('%PDF-'))
  return whole
}

async function* chunks(path: string): AsyncGenerator<Uint8Array> {
  const whole = await readFile(path)
  for (let start = 0; start < whole.length; start += 1000) yield whole.subarray(start, start + 1000)
}

function* endless(): Generator<Uint8Array> {
  for (;;) yield new Uint8Array(65_536)
}
