import { readFile, writeFile } from 'node:fs/promises'
import type { Chapter } from './chapter.ts'

const README = new URL('README.md', import.meta.url)
const MEASURED = '### Measured'

/** @throws for a chapter that the README has no place for: better before it is measured than after */
export async function checkChapters(chapters: readonly Chapter[]): Promise<void> {
  const readme = await readFile(README, 'utf8')
  for (const { heading } of chapters) placeOf(heading, readme)
}

/**
 * Writes what was measured into the README, in place of what stands there.
 * @param heading of the chapter that it belongs to
 */
export async function writeMeasured(heading: string, measured: string): Promise<void> {
  const readme = await readFile(README, 'utf8')
  const { before, after } = placeOf(heading, readme)
  await writeFile(README, `${`${before}${MEASURED}\n\n${measured}\n\n${after}`.trimEnd()}\n`)
}

/** The README before and after what was measured for a chapter. */
function placeOf(heading: string, readme: string): { before: string; after: string } {
  const chapters = readme.split(/^(?=## )/m)
  const index = chapters.findIndex((chapter) => chapter.startsWith(`## ${heading}\n`))
  const chapter = chapters[index] ?? ''
  const at = chapter.indexOf(`\n${MEASURED}\n`)
  if (at < 0) throw new Error(`bench/README.md has no ${MEASURED} in a chapter ## ${heading}: add it`)
  return {
    before: chapters.slice(0, index).join('') + chapter.slice(0, at + 1),
    after: chapters.slice(index + 1).join(''),
  }
}
