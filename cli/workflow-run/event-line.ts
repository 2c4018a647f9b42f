import { styleText } from 'node:util'
import type { JsonObject } from '../../contract/index.ts'
import { oneLine } from '../terminal.ts'

/** An event of an execution's history in a line: when, and what happened. */
export function eventLine({ timestamp, message }: JsonObject): string {
  const time = typeof timestamp === 'number' ? new Date(timestamp).toTimeString().slice(0, 8) : ''
  return `${styleText('dim', time)}  ${oneLine(typeof message === 'string' ? message : '')}`
}
