import type { Line } from './read-lines.ts'

/** Ids that log lines carry. */
export type LogIds = Readonly<Record<string, string>>

/** The ids of so many executions are known: a warm process's lines may come late. */
const KNOWN_EXECUTIONS = 1000

/** A printed line as the entry of a log: what a JSON logger such as pino wrote, or the text with a level. */
export function logEntry({ text, pieceOf }: Line, level: number): Record<string, unknown> {
  return (
    parse(text) ?? {
      level: pieceOf === undefined ? level : (levelIn(pieceOf) ?? level),
      time: Date.now(),
      msg: text,
    }
  )
}

/** Puts ids on entries. */
export interface Stamp {
  /** From now on entries are of these. */
  use(ids: LogIds): void
  /** An entry with the ids that it belongs to. An id that the program gave itself stands under `logged`. */
  apply(entry: Record<string, unknown>): Record<string, unknown>
}

/** Stamps log lines with these ids, until it is given others. */
export function createStamp(initial: LogIds): Stamp {
  let current = initial
  const known = new Set<string>()

  const isOwn = (id: string, value: unknown) =>
    value === undefined ||
    current[id] === value ||
    (id === 'executionId' && typeof value === 'string' && known.has(value))

  return {
    use(ids) {
      current = ids
      const { executionId } = ids
      if (executionId === undefined) return
      known.add(executionId)
      const [oldest] = known
      if (oldest !== undefined && known.size > KNOWN_EXECUTIONS) known.delete(oldest)
    },
    apply(entry) {
      const { transitionId, executionId, ...others } = entry
      const given = Object.entries({ transitionId, executionId })
      const foreign = given.filter(([id, value]) => !isOwn(id, value))
      const own = given.filter(([id, value]) => value !== undefined && isOwn(id, value))
      return {
        ...current,
        ...Object.fromEntries(own),
        ...others,
        ...(foreign.length > 0 && { logged: Object.fromEntries(foreign) }),
      }
    },
  }
}

/** A line that a JSON logger wrote. */
function parse(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    const entry: unknown = JSON.parse(text)
    return typeof entry === 'object' && entry !== null && 'level' in entry ? { ...entry } : undefined
  } catch {
    return undefined
  }
}

/** The level that a piece of a JSON line had at its beginning. */
function levelIn(head: string): number | undefined {
  const digits = /^\{"level":(\d{1,3})[,}]/.exec(head)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
