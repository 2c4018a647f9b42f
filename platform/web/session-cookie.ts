import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Keyring } from '../access/keyring.ts'
import type { WebContext } from './env.ts'

const isSecure = ({ env }: WebContext) => env.publicUrl?.protocol === 'https:'

/** The cookie that carries a session's token. It ends with the browser; the store ends the session. */
export interface SessionCookie {
  /** Empty without one. */
  read(context: WebContext): string
  write(context: WebContext, token: string): void
  remove(context: WebContext): void
}

/**
 * Browsers send a cookie to every port of a host, so each platform has a name of its own for it. Behind TLS the name starts
 * with `__Host-`: then no other host of the domain, and no plain HTTP, can set it.
 */
export function createSessionCookie(keyring: Keyring): SessionCookie {
  const name = `transition_${keyring.derive('session cookie').slice(0, 8)}`
  return {
    read: (context) =>
      (isSecure(context) ? getCookie(context, name, 'host') : getCookie(context, name)) ?? '',
    write: (context, token) =>
      setCookie(context, name, token, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        secure: isSecure(context),
        ...(isSecure(context) && { prefix: 'host' as const }),
      }),
    remove: (context) => {
      const secure = isSecure(context)
      deleteCookie(context, name, { path: '/', secure, ...(secure && { prefix: 'host' as const }) })
    },
  }
}
