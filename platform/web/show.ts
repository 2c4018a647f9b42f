import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { WebContext } from './env.ts'
import type { Html } from './html/html.ts'
import { layout, type Frame } from './html/layout.ts'
import type { PageServices } from './services.ts'
import { allRows } from '../store/all-rows.ts'
import type { Store } from '../store/store.ts'

/** Answers with a page, within the frame of every page. */
export async function show(
  context: WebContext,
  { store }: PageServices,
  { status = 200, ...frame }: Frame & { status?: ContentfulStatusCode },
  body: Html,
): Promise<Response> {
  const isLoggedIn = context.get('caller') !== undefined
  const queued = context.get('caller') === undefined ? 0 : await countQueued(store)
  context.header('cache-control', 'no-store')
  return context.html(layout({ isLoggedIn, queued, ...frame }, body), status)
}

/** How many executions are queued for people. */
async function countQueued(store: Store): Promise<number> {
  let queued = 0
  for await (const { transitionId } of allRows(store, 'transitions', { transitionType: 'manual' }))
    queued += await store.count('executions', { queue: transitionId })
  return queued
}
