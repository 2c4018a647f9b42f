import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { packageFolder } from '../package-folder.ts'

/** A page of the documentation. */
export interface Topic {
  /** The page's file without its ending. */
  topic: string
  title: string
  /** Markdown. */
  text: string
}

/** A page that stands with the code. */
const GLOSSARY = 'contract/GLOSSARY.md'

/** Every page of the package, by name. */
export async function readTopics(): Promise<Topic[]> {
  const names = (await readdir(join(packageFolder, 'docs'))).filter((name) => name.endsWith('.md'))
  const files = [...names.map((name) => join('docs', name)), GLOSSARY]
  const topics = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(packageFolder, file), 'utf8')
      const topic = basename(file, '.md').toLowerCase()
      return { topic, title: /^# (.+)$/m.exec(text)?.[1] ?? topic, text }
    }),
  )
  return topics.toSorted((a, b) => (a.topic < b.topic ? -1 : 1))
}
