import { basename } from 'node:path'
import { styleText } from 'node:util'
import { UsageError } from '../usage-error.ts'
import { renderPage } from './render-page.ts'
import { readTopics, type Topic } from './topics.ts'

/** Widest for text: longer lines are hard to read. */
const MAX_WIDTH = 100

/** Shows a page, or lists all of them. */
export async function showDocs(given: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const topics = await readTopics()
  if (given === undefined)
    return console.log(
      json
        ? JSON.stringify(
            topics.map(({ topic, title }) => ({ topic, title })),
            undefined,
            2,
          )
        : formatList(topics),
    )
  const name = basename(given.replace(/#.*$/, ''), '.md').toLowerCase()
  const page = topics.find(({ topic }) => topic === name)
  if (!page)
    throw new UsageError(
      `There is no page ${given}: expected one of ${topics.map(({ topic }) => topic).join(', ')}`,
    )
  console.log(json ? JSON.stringify(page, undefined, 2) : renderPage(page.text, widthOfTerminal()))
}

function widthOfTerminal(): number {
  return Math.min(process.stdout.columns || 80, MAX_WIDTH)
}

function formatList(topics: readonly Topic[]): string {
  const width = Math.max(...topics.map(({ topic }) => topic.length))
  const rows = topics.map(({ topic, title }) => `  ${styleText('bold', topic.padEnd(width))}  ${title}`)
  return `${rows.join('\n')}\n\ntransition docs TOPIC shows one.`
}
