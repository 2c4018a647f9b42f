import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Problem } from '../problem.ts'
import type { WebContext, WebEnv } from './env.ts'

/** The fields of a form that was sent: texts only. */
export async function formOf(context: WebContext): Promise<URLSearchParams> {
  return new URLSearchParams(await context.req.text())
}

/** Answers 413 to a larger form. */
export function limitForm(maxBytes: number): MiddlewareHandler<WebEnv> {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new Problem(413, `This form is larger than ${maxBytes} bytes`)
    },
  })
}
