import { fileURLToPath } from 'node:url'

/** This package's root, where the runtime and the client are. */
const root = new URL('./', import.meta.resolve('docker-transition/package.json'))
const OURS = ['client/', 'dist/', 'runtime/', 'testing/in-process/'].map((room) =>
  fileURLToPath(new URL(room, root)),
)

/** The lines of a logged error's stack that are the author's own code. */
export function ownFrames(error: unknown): string[] {
  if (typeof error !== 'object' || error === null || !('stack' in error) || typeof error.stack !== 'string')
    return []
  return error.stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .filter((line) => !/node:|\/node_modules\//.test(line) && !OURS.some((folder) => line.includes(folder)))
    .map((line) => line.trim())
}
