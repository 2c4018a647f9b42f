import type { WebContext } from './env.ts'

/** A request's query, without what a form left empty. */
export function queryOf(context: WebContext): URLSearchParams {
  const { searchParams } = new URL(context.req.url)
  return new URLSearchParams([...searchParams].filter(([, value]) => value !== ''))
}
