// What a failure means, by its SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or its errno.
import { codeOf } from '../../../contract/message-of.ts'

/** The database can't be reached for now: it restarts, or the network is interrupted. */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error) ?? ''
  // 08: connection exceptions. 57P01 to 57P03: it shuts down, has crashed, or starts up.
  if (/^(08...|57P0[123]|ECONN.*|EPIPE|ETIMEDOUT|EHOSTUNREACH)$/.test(code)) return true
  // What `pg` says, without a code, of a connection that ended by itself.
  return (
    error instanceof Error &&
    code === '' &&
    /connection.*(terminated|ended)|not queryable/i.test(error.message)
  )
}

/** A connection that no retry will make: wrong password, no such database or host. */
export function isPermanent(error: unknown): boolean {
  // 28: the user or password is wrong. 3D: there is no such database. 53300: there are too many connections, for now.
  return (
    /^(28...|3D...|ENOTFOUND|EAI_.*)$/.test(codeOf(error) ?? '') ||
    (!isUnavailable(error) && codeOf(error) !== '53300')
  )
}

/** The database rolled a transaction back because of another one: a deadlock, or a serialization failure. */
export function isConflict(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error) ?? '')
}
