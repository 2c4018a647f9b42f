import type { WebContext } from './env.ts'

/** The fields of a form that was sent: texts only. */
export async function formOf(context: WebContext): Promise<URLSearchParams> {
  return new URLSearchParams(await context.req.text())
}
