import { inspect } from 'node:util'

/** What a handler gave to `progress()` as heartbeats can carry it: what is no JSON goes as text. */
export function progressDetail(detail: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(detail ?? null))
  } catch {
    return inspect(detail)
  }
}
