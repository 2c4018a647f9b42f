import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A block of code on a page. */
export interface Block {
  language: string
  code: string
  /** What the comment before it says, `<!-- run: … -->`: its first word, and the rest. */
  note: { word: string; text: string } | undefined
}

/** The blocks of a page in order. */
export async function blocksOf(page: string): Promise<Block[]> {
  const text = await readFile(join(root, page), 'utf8')
  const found = text.matchAll(/(?:<!-- (\w+): ([^\n]*) -->\n+)?```(\w+)\n(.*?)```/gs)
  return Array.from(found, ([, word, note = '', language = '', code = '']) => ({
    language,
    code,
    note: word === undefined ? undefined : { word, text: note },
  }))
}
