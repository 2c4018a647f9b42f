import { randomBytes } from 'node:crypto'
import type { Id } from '../../contract/index.ts'

/** A new id, `las:<kind>:<32 hex>`. */
export function newId<Kind extends string>(kind: Kind): Id<Kind> {
  return `las:${kind}:${randomBytes(16).toString('hex')}`
}
