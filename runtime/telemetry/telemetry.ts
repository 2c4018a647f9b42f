import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Clock, TransitionExecutionId, TransitionId } from '../../contract/index.ts'
import type { Mask } from '../../contract/mask.ts'
import { cutText, messageOf } from '../../contract/message-of.ts'
import type { Log } from '../log.ts'
import type { Outcome } from '../outcome.ts'
import type { CreateExporter, Exporter } from './exporter.ts'
import { headerSecrets, wantsSpans } from './settings.ts'

/** At the end spans have this long, in milliseconds, to be sent. */
const FLUSH_TIMEOUT_MS = 3000
/** Of `progress()`, as many as OpenTelemetry keeps events of a span. */
const MAX_STEPS = 128
const MAX_DETAIL_LENGTH = 1024

/** What an execution's span tells. Times in milliseconds since the epoch; texts without secrets. */
export interface ExecutionStory {
  transitionId: TransitionId
  executionId: TransitionExecutionId
  /** Whether its handler process had been started for an earlier one, or might have been. */
  isWarm: boolean
  startedAt: number
  endedAt: number
  steps: readonly { detail: string; at: number }[]
  end: SpanEnd
}

/** How a span ends. */
export interface SpanEnd {
  /** What the platform has accepted. */
  outcome?: Outcome
  /** Why it has accepted nothing. */
  reason?: string
  /** It has failed, or what came of it could not be said. */
  isError: boolean
  peakRssBytes: number
}

/** The span of one execution. */
export interface ExecutionSpan {
  recordProgress(detail: unknown): void
  /** Sends the span, in the background. */
  end(how: SpanEnd): void
}

/** Where executions become spans of OpenTelemetry's. */
export interface Telemetry {
  start(execution: Pick<ExecutionStory, 'transitionId' | 'executionId' | 'isWarm'>): ExecutionSpan
  /** Waits until all spans are sent, or the time for it is over. */
  flush(): Promise<void>
}

/** What spans are made of. */
export interface TelemetryParts {
  clock: Clock
  mask: Mask
  log: Log
}

/**
 * Undefined where no OTLP endpoint is configured. What OpenTelemetry is made of is loaded with the first span that is
 * to be sent, which is when its outcome is delivered: nothing waits for it but the end of the container.
 */
export function openTelemetry(
  variables: Readonly<Record<string, string | undefined>>,
  { clock, mask, log }: TelemetryParts,
): Telemetry | undefined {
  if (!wantsSpans(variables)) return undefined
  for (const secret of headerSecrets(variables)) mask.add(secret)
  let exporter: Promise<Exporter> | undefined
  const underWay = new Set<Promise<void>>()

  async function send(story: ExecutionStory): Promise<void> {
    try {
      exporter ??= loadExporter()
      await (
        await exporter
      )(story)
    } catch (error) {
      log.warn({ executionId: story.executionId }, `The span was not sent: ${mask.apply(messageOf(error))}`)
    }
  }

  return {
    start(execution) {
      const startedAt = clock.now()
      const start = clock.monotonic()
      const now = () => startedAt + clock.monotonic() - start
      const steps: { detail: string; at: number }[] = []
      return {
        recordProgress(detail) {
          if (steps.length === MAX_STEPS) steps.shift()
          const text = typeof detail === 'string' ? detail : JSON.stringify(detail ?? null)
          steps.push({ detail: cutText(mask.apply(text), MAX_DETAIL_LENGTH), at: now() })
        },
        end(how) {
          const sending = send({ ...execution, startedAt, endedAt: now(), steps, end: how })
          underWay.add(sending)
          void sending.then(() => underWay.delete(sending))
        },
      }
    },
    async flush() {
      if (underWay.size > 0) await Promise.race([Promise.all(underWay), clock.sleep(FLUSH_TIMEOUT_MS)])
    },
  }
}

/** Beside the bundled runtime it is a file of its own, so that nobody pays for it who does not use it. */
async function loadExporter(): Promise<Exporter> {
  const file = extname(import.meta.filename) === '.ts' ? './exporter.ts' : './transition-telemetry.mjs'
  const url = new URL(file, pathToFileURL(import.meta.filename))
  const { createExporter }: { createExporter: CreateExporter } = await import(url.href)
  return createExporter()
}
