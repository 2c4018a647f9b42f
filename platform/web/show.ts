import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { WebContext } from './env.ts'
import type { Html } from './html/html.ts'
import { layout, type Frame } from './html/layout.ts'
import type { PageServices } from './page.ts'
import { allRows } from '../resources/rows.ts'
import type { Store } from '../store/store.ts'

/** Answers with a page, within what surrounds every page. */
export async function show(
  context: WebContext,
  { store }: PageServices,
  { status = 200, ...frame }: Frame & { status?: ContentfulStatusCode },
  body: Html,
): Promise<Response> {
  const isLoggedIn = context.get('caller') !== undefined && !context.env.isLocal
  const waiting = context.get('caller') === undefined ? 0 : await countWaiting(store)
  context.header('cache-control', 'no-store')
  return context.html(layout({ isLoggedIn, waiting, ...frame }, body), status)
}

/** How many executions wait for a person. */
async function countWaiting(store: Store): Promise<number> {
  let waiting = 0
  for await (const { transitionId } of allRows(store, 'transitions', { transitionType: 'manual' }))
    waiting += await store.count('executions', { queue: transitionId })
  return waiting
}
