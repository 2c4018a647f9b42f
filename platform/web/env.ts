import type { Context, Hono } from 'hono'
import type { Caller } from '../access/auth.ts'

/** The listener that a request came by. */
export interface Listener {
  /** Whether only this machine reaches it. */
  isLoopback: boolean
  /** Where browsers reach it, if that is not its own address: a proxy's origin. */
  publicUrl: URL | undefined
}

/** What the page's requests carry. */
export interface WebEnv {
  Bindings: Listener
  Variables: {
    /** The app client that the request acts as; undefined before a login. */
    caller: Caller | undefined
    /** Whether the request's session has not ended since. */
    isStillLoggedIn: () => Promise<boolean>
  }
}

/** The page's application. */
export type WebApp = Hono<WebEnv>
/** A request to the page. */
export type WebContext = Context<WebEnv>

/** The app client that a request acts as. Only for requests that `guard` let through. */
export function callerOf(context: WebContext): Caller {
  const caller = context.get('caller')
  if (!caller) throw new Error('a request without a caller got past the guard')
  return caller
}
