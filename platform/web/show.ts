import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { WebContext } from './env.ts'
import type { Html } from './html/html.ts'
import { layout, type Frame } from './html/layout.ts'
import type { PageServices } from './page.ts'

/** Answers with a page, within what surrounds every page. */
export async function show(
  context: WebContext,
  _services: PageServices,
  { status = 200, ...frame }: Frame & { status?: ContentfulStatusCode },
  body: Html,
): Promise<Response> {
  const isLoggedIn = context.get('caller') !== undefined && !context.env.isLocal
  context.header('cache-control', 'no-store')
  return context.html(layout({ isLoggedIn, ...frame }, body), status)
}
