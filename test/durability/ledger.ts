import { isDeepStrictEqual } from 'node:util'
import type { Kind } from './kinds.ts'
import type { Answer } from './served.ts'

/** How a thing may be: with these fields, or not at all. */
export type State = { seen: Record<string, unknown>; kept: Record<string, unknown> } | 'gone'

/** A thing that there is, or was. */
export interface Thing {
  kind: Kind
  id: string
  /** The one that was acknowledged; and after it one that was asked for when the platform was killed. */
  states: [State] | [State, State]
  /** A heartbeat was acknowledged. */
  hasHeartbeat?: boolean
}

/** Everything that was acknowledged. */
export interface Ledger {
  readonly things: Thing[]
  /** Those that were written since the last look. */
  readonly touched: Set<Thing>
  acknowledged: number
  /** Writes that nobody knows of whether they were done: the platform was killed before it answered. */
  open: number
}

export const pathOf = ({ kind, id }: Thing) => `${kind.path}/${id}`

/**
 * Holds a thing against what there is of it; from then on it is how it was found.
 * @param answer what GET of it says
 * @throws if it is neither as acknowledged, nor as it was asked to become when the platform was killed
 */
export function settle(thing: Thing, { status, body }: Answer): void {
  const found = thing.states.find((state) =>
    state === 'gone' ? status === 404 : status === 200 && hasFields(body, state.seen),
  )
  if (!found) {
    throw new Error(
      `LOST: GET ${pathOf(thing)} answered ${status} ${JSON.stringify(body).slice(0, 500)}; expected ${JSON.stringify(thing.states).slice(0, 500)}`,
    )
  }
  thing.states = [found]
}

/** Whether an object has these fields, whatever else it has. */
export function hasFields(object: object, fields: Record<string, unknown>): boolean {
  return Object.entries(fields).every(([name, value]) => isDeepStrictEqual(Reflect.get(object, name), value))
}
