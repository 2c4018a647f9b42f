import { writeSync } from 'node:fs'

/**
 * Makes what is printed be out when the call returns. Node writes to pipes in the background, and what is still to
 * be written is lost when the handler exits or dies.
 */
export function makePrintingBlock(): void {
  for (const stream of [process.stdout, process.stderr]) {
    // Not in Node's documentation, but in every version: the way to say it is on the handle.
    const { _handle: handle } = stream as unknown as { _handle?: { setBlocking?(on: boolean): void } }
    handle?.setBlocking?.(true)
  }
}

/** Prints what was given to `progress()` as a line of the log, in its place among the others. */
export function printProgress(progress: unknown): void {
  writeSync(1, `${JSON.stringify({ level: 30, time: Date.now(), progress, msg: 'progress' })}\n`)
}

/** Prints a line on stdout and on stderr, behind all that was printed until now, whatever the handler made of `process.stdout`. */
export function printMark(mark: string): void {
  for (const fd of [1, 2]) writeSync(fd, `${mark}\n`)
}
