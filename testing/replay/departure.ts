import { deepStrictEqual } from 'node:assert/strict'
import { inspect, stripVTControlCharacters } from 'node:util'

/** Where a handler does otherwise than was recorded. */
export interface Departure {
  what: string
  /** As it was recorded; absent for what was not. */
  expected?: unknown
  /** As it is now; absent for what no longer comes. */
  actual?: unknown
}

/** A handler that does otherwise than was recorded: the message shows where, line by line. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError'
  readonly departures: readonly Departure[]

  constructor(name: string, departures: readonly Departure[], how: string) {
    super([`The handler departs from ${name}`, ...departures.map(describeDeparture), how].join('\n\n'))
    this.departures = departures
  }
}

function describeDeparture(departure: Departure): string {
  const { what, expected, actual } = departure
  if ('expected' in departure && 'actual' in departure) return `${what}:\n${difference(expected, actual)}`
  return `${what}:\n${inspect('actual' in departure ? actual : expected, { depth: 8 })}`
}

/** `+` is what is now, `-` what was recorded. */
function difference(expected: unknown, actual: unknown): string {
  try {
    deepStrictEqual(actual, expected)
    return ''
  } catch (error) {
    const lines = stripVTControlCharacters(error instanceof Error ? error.message : String(error)).split('\n')
    return ['+ now, - recorded', ...lines.slice(lines.findIndex((line) => /^[+-] actual/.test(line)) + 1)]
      .join('\n')
      .trimEnd()
  }
}
