import type { Kind, Round } from './kinds.ts'
import { pathOf, settle, type Thing } from './ledger.ts'
import type { Answer, Served } from './served.ts'

/** How many reads are on their way at any time. */
const READERS = 8

/** Holds things against what a platform says of them. */
export async function verifyThings(served: Served, things: readonly Thing[]): Promise<void> {
  const listed = new Map<Kind['path'], Map<string, Record<string, unknown>>>()
  for (const kind of new Set(things.map(({ kind }) => kind).filter(({ isListedOnly }) => isListedOnly))) {
    const items = listed.get(kind.path) ?? (await listOf(served, kind.path, kind.id))
    listed.set(kind.path, items)
  }
  await inTurns(things, async (thing) => {
    const items = listed.get(thing.kind.path)
    const item = items?.get(thing.id)
    settle(thing, items ? { status: item ? 200 : 404, body: item ?? {} } : await read(served, pathOf(thing)))
  })
}

/** Whatever a list says that there is can be read: also what nobody was told of before the platform was killed. */
export async function verifyWholeness(
  served: Served,
  { path, id, isListedOnly }: Kind,
  query = '',
): Promise<number> {
  const items = await listOf(served, path, id, query)
  if (isListedOnly) return items.size
  await inTurns([...items], async ([name, item]) => {
    const { status, body } = await read(served, `${path}/${name}`)
    const isHalf = (path === '/documents' || path === '/assets') && !body['content']
    if (status !== 200 || isHalf)
      throw new Error(`HALF THERE: GET ${path}/${name} answered ${status} ${JSON.stringify(body)}`)
    if (typeof item['logId'] !== 'string') return
    const log = await read(served, `/logs/${item['logId']}`)
    if (log.status !== 200)
      throw new Error(`HALF THERE: ${path}/${name} has a log, but GET answered ${log.status}`)
  })
  return items.size
}

/** The query that lists a round's documents. */
export const documentsOf = ({ consentId }: Round) => `&consentId=${consentId}`

async function listOf(served: Served, path: string, id: string, query = '') {
  const items = new Map<string, Record<string, unknown>>()
  let nextToken: string | null | undefined
  do {
    const token = nextToken ? `&nextToken=${nextToken}` : ''
    const { status, body } = await read(served, `${path}?maxResults=1000${query}${token}`)
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`)
    const list = Object.values(body).find(Array.isArray) as Record<string, unknown>[]
    for (const item of list) items.set(String(item[id]), item)
    nextToken = body['nextToken'] as string | null
  } while (nextToken)
  return items
}

async function read(served: Served, path: string): Promise<Answer> {
  const answer = await served.call('GET', path)
  if (!answer) throw new Error(`GET ${path}: the platform is gone`)
  return answer
}

async function inTurns<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = items.values()
  await Promise.all(
    Array.from({ length: READERS }, async () => {
      for (const item of left) await act(item)
    }),
  )
}
