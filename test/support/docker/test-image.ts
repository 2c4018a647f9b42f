import { basename, dirname } from 'node:path'
import { tmpdir } from 'node:os'

/** The images that the file of tests which runs now has named. They are removed when it is over. */
export const usedImages = new Set<string>()

/** A name for an image, of this file of tests alone: others may use the same engine at the same time. */
export function testImage(name: string): string {
  // The folder of the run and that of the worker.
  const mark = [basename(dirname(tmpdir())), basename(tmpdir())].join('-')
  return useImage(`docker-transition-test/${name}:${mark}`)
}

/** Names an image that a program has made under a name of its own choice. */
export function useImage(name: string): string {
  usedImages.add(name)
  return name
}
