import type { Context, Hono } from 'hono'
import type { Caller } from '../auth.ts'

/** What the page's requests carry. */
export interface WebEnv {
  Bindings: {
    /** Whether only this machine reaches the listener that the request came by. */
    isLocal: boolean
  }
  Variables: {
    /** Who looks; undefined before they have logged in. */
    caller: Caller | undefined
  }
}

export type WebApp = Hono<WebEnv>
export type WebContext = Context<WebEnv>

/** Who acts. Only for requests that `guard` has let through. */
export function callerOf(context: WebContext): Caller {
  const caller = context.get('caller')
  if (!caller) throw new Error('a request without a caller got past the guard')
  return caller
}
