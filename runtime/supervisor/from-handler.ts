import { isObject } from '../../contract/is-object.ts'
import type { FromHandler, Report } from '../messages.ts'
import { progressDetail } from '../progress-detail.ts'

/** What the messages of a handler process carry, so that those of user code are told apart. */
export interface Nonces {
  process: string
  /** Of the turn that runs now. */
  turn: string
}

/** A message of the handler process's own; undefined: it is none, or it belongs to an earlier turn. */
export function readMessage(
  message: Readonly<Record<string, unknown>>,
  { process, turn }: Nonces,
): FromHandler | undefined {
  const { type, nonce } = message
  if (type === 'progress' && nonce === turn) return { type, detail: progressDetail(message['detail']) }
  if (type === 'report' && nonce === turn && isReport(message)) return message
  if (nonce !== process) return undefined
  const { lagMs, rssBytes, reason } = message
  if (type === 'loaded') return { type }
  if (type === 'unfit' && typeof reason === 'string') return { type, reason }
  if (type === 'pulse' && typeof lagMs === 'number' && typeof rssBytes === 'number')
    return { type, lagMs, rssBytes }
  return undefined
}

function isReport(
  message: Readonly<Record<string, unknown>>,
): message is Readonly<Record<string, unknown>> & Report {
  const { outcome, thrown, peakRssBytes } = message
  return isOutcome(outcome) && typeof thrown === 'boolean' && typeof peakRssBytes === 'number'
}

function isOutcome(value: unknown): boolean {
  if (!isObject(value)) return false
  const { status, output, error } = value
  if (status === 'succeeded') return isObject(output)
  if (status !== 'failed' && status !== 'rejected' && status !== 'retry') return false
  return isObject(error) && typeof error['message'] === 'string'
}
