import { readFile, writeFile } from 'node:fs/promises'

const README = new URL('README.md', import.meta.url)
const MEASURED = '### Measured'

/**
 * Writes what was measured into the README, in place of what stands there.
 * @param heading of the chapter that it belongs to
 */
export async function writeMeasured(heading: string, measured: string): Promise<void> {
  const readme = await readFile(README, 'utf8')
  const chapters = readme.split(/^(?=## )/m)
  const chapter = chapters.find((text) => text.startsWith(`${heading}\n`))
  const at = chapter?.indexOf(MEASURED) ?? -1
  if (chapter === undefined || at < 0)
    throw new Error(`bench/README.md has no ${MEASURED} in a chapter ${heading}`)
  const written = `${chapter.slice(0, at)}${MEASURED}\n\n${measured}\n\n`
  const all = chapters.map((text) => (text === chapter ? written : text)).join('')
  await writeFile(README, `${all.trimEnd()}\n`)
}
