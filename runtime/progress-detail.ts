import { inspect } from 'node:util'
import { cutText } from '../contract/message-of.ts'

/** A heartbeat carries no more of a user's data: characters of its JSON, and objects within one another. */
const MAX = { length: 4096, depth: 16 }

/**
 * What a handler gave to `progress()` as heartbeats can carry it: what is no JSON goes as text, and what is too large or
 * too deep as the beginning of its text.
 */
export function progressDetail(detail: unknown): unknown {
  if (typeof detail === 'string') return cutText(detail, MAX.length)
  try {
    const text = JSON.stringify(detail ?? null)
    if (text.length > MAX.length) return cutText(text, MAX.length)
    const value: unknown = JSON.parse(text)
    return isDeeper(value, MAX.depth) ? text : value
  } catch {
    return cutText(inspected(detail), MAX.length)
  }
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((child) => isDeeper(child, depth - 1))
}

/** A getter or a proxy of the user's may throw, here too. */
function inspected(value: unknown): string {
  try {
    return inspect(value)
  } catch {
    return 'what can not be shown'
  }
}
