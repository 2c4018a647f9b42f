import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../contract/index.ts'
import type { Caller } from '../access/auth.ts'
import type { Store } from '../store/store.ts'

/** A link's code is void after this time, in milliseconds: ten minutes. */
const CODE_MS = 600_000
/** A session ends after this time, in milliseconds: 12 hours, a working day. */
const SESSION_MS = 12 * 3_600_000

/** Logins on the page. They are kept in the store, so that all platforms on it know them, and forget them together. */
export interface Sessions {
  /** Makes a code that starts one session, within ten minutes. */
  createCode(): Promise<string>
  /** Exchanges a code for a session's token. @returns undefined for a void code */
  redeem(code: string): Promise<string | undefined>
  /** Starts a session of an app client. @returns its token */
  start(appClientId: string): Promise<string>
  /** Whom a session acts as. @returns undefined once it has ended, or its app client is deleted */
  find(token: string): Promise<Caller | undefined>
  end(token: string): Promise<void>
}

/** @param ownerId the app client that sessions act as which a code has started */
export function createSessions({
  store,
  clock,
  ownerId,
}: {
  store: Store
  clock: Clock
  ownerId: string
}): Sessions {
  async function add(kind: Kind, appClientId: string | null, lifetimeMs: number): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    await store.insert('sessions', {
      sessionId: idOf(kind, token),
      appClientId,
      due: clock.now() + lifetimeMs,
    })
    return token
  }

  return {
    createCode: () => add('code', null, CODE_MS),
    async redeem(code) {
      // Of several that redeem it at the same time, one removes the row.
      const row = await store.remove('sessions', idOf('code', code))
      return row && row.due > clock.now() ? add('session', null, SESSION_MS) : undefined
    },
    start: (appClientId) => add('session', appClientId, SESSION_MS),
    async find(token) {
      const row = await store.get('sessions', idOf('session', token))
      if (!row || row.due <= clock.now()) return undefined
      if (row.appClientId === null) return { id: ownerId }
      const appClient = await store.get('appClients', row.appClientId)
      return appClient && { id: appClient.appClientId }
    },
    async end(token) {
      await store.remove('sessions', idOf('session', token))
    },
  }
}

type Kind = 'code' | 'session'

/** Whoever reads the store can't log in with what stands there. Codes and sessions are never taken for each other. */
function idOf(kind: Kind, token: string): string {
  return `${kind}:${createHash('sha256').update(token).digest('hex')}`
}
