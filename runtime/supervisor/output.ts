import { write } from 'node:fs'
import { Writable, type Readable } from 'node:stream'

/** At the end the reader of the container's output has this long, in milliseconds, to read the rest. */
const FLUSH_TIMEOUT_MS = 2000

/** The container's stdout, written in the background: a reader that is slow holds up neither heartbeats nor delivery. */
export interface Output {
  /** Writes whole lines, each with its newline. */
  write(lines: string): void
  /** Back-pressure: pauses a source while too much is waiting to be written. */
  throttle(source: Readable): void
  /** Resolves when all is written, or the reader has had its time. */
  flush(): Promise<void>
}

/** The process's stdout and stderr. */
export function openOutput(): Output {
  // A file's stream would do, but loads what reads folders, watches files and edits lines, too.
  const stream = new Writable({
    highWaterMark: 2 ** 20,
    write: (chunk: Buffer, _encoding, done) => writeWhole(chunk, done),
    // What has come while a write was under way is one more.
    writev: (chunks, done) => writeWhole(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)), done),
  })
  const paused = new Set<Readable>()
  stream.on('drain', () => {
    for (const source of paused) source.resume()
    paused.clear()
  })
  // Nobody reads any more: there is nobody left to tell.
  stream.on('error', () => undefined)
  return {
    write: (lines) => void stream.write(lines),
    throttle(source) {
      if (!stream.writableNeedDrain) return
      source.pause()
      paused.add(source)
    },
    flush: () =>
      new Promise((resolve) => {
        const timeout = setTimeout(resolve, FLUSH_TIMEOUT_MS)
        stream.write('', () => {
          clearTimeout(timeout)
          resolve()
        })
      }),
  }
}

/** A reader that is slow, where the descriptor doesn't block, is asked again after this long, in milliseconds. */
const RETRY_MS = 10

function writeWhole(bytes: Buffer, done: () => void): void {
  write(1, bytes, (error, written) => {
    if (error?.code === 'EAGAIN') setTimeout(() => writeWhole(bytes, done), RETRY_MS)
    // A reader that is gone, or a disk that is full, must not stop the handler: what it prints is lost.
    else if (error || written === bytes.length) done()
    else writeWhole(bytes.subarray(written), done)
  })
}
