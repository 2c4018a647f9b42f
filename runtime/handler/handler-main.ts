// The handler process: the only place where the user's code runs.
import { inspect } from 'node:util'
import { readEnvironment } from '../environment.ts'
import { createLogger } from '../logger.ts'
import { PULSE_INTERVAL_MS, type FromHandler, type Task, type ToHandler } from '../messages.ts'
import { loadTransition } from './load.ts'
import { failureOf, runHandler, type Ending } from './run-handler.ts'

const NEVER_SETTLES =
  'The handler can never finish: it waits for a promise, and nothing is left that could settle it'

/** Loads the handler while the task is on its way, runs it once, and reports. */
export async function handlerMain(): Promise<void> {
  const environment = readEnvironment(process.env)
  const log = createLogger(environment)
  const abort = new AbortController()
  const task = receive(abort)
  for (const stream of [process.stdout, process.stderr]) makeBlocking(stream)
  startPulse()
  const loading = loadTransition(environment.handler)
  // Whoever awaits `loading` below gets the error; until then it is not unhandled.
  loading.catch(() => undefined)

  const die = (error: unknown, prefix = '') =>
    void report(failureOf(error, log, prefix)).then(() => process.exit(1))
  process.on('uncaughtException', (error, origin) =>
    die(error, origin === 'unhandledRejection' ? 'Unhandled rejection: ' : 'Uncaught exception: '),
  )
  process.once('beforeExit', () => die(new Error(NEVER_SETTLES)))
  // Nobody is left to report to.
  process.once('disconnect', () => process.exit(1))

  const given = await task
  // From here on only the handler's own work keeps this process alive.
  process.channel?.unref()
  const { signal } = abort
  await report(
    await runHandler(loading, {
      ...given,
      environment,
      variables: process.env,
      log,
      signal,
      progress: sendProgress,
    }),
  )
  // What the handler left open (timers, sockets) must not keep the container running.
  process.exit(0)
}

/**
 * Makes what is printed be out when the call returns. Node writes to pipes in the background, and what is still to
 * be written is lost when the handler exits or dies.
 */
function makeBlocking(stream: NodeJS.WriteStream): void {
  // Not in Node's documentation, but in every version: the way to say it is on the handle.
  const { _handle: handle } = stream as unknown as { _handle?: { setBlocking?(on: boolean): void } }
  handle?.setBlocking?.(true)
}

/** Says once a second that the event loop turns, and how late. */
function startPulse(): void {
  let due = performance.now() + PULSE_INTERVAL_MS
  const beat = () => {
    const lagMs = Math.max(0, Math.round(performance.now() - due))
    due = performance.now() + PULSE_INTERVAL_MS
    void send({ type: 'pulse', lagMs, rssBytes: process.memoryUsage.rss() })
  }
  setInterval(beat, PULSE_INTERVAL_MS).unref()
}

function report(ending: Ending): Promise<void> {
  // The kernel counts in kB.
  return send({ type: 'report', ...ending, peakRssBytes: process.resourceUsage().maxRSS * 1024 })
}

/** Resolves with the task; from then on the channel only says when to abort. */
function receive(abort: AbortController): Promise<Task> {
  return new Promise((resolve) => {
    process.on('message', (message: ToHandler) => {
      if (message.type === 'run') resolve(message.task)
      else abort.abort(new DOMException(message.reason, 'AbortError'))
    })
  })
}

/** Resolves once the supervisor's end of the channel has it, or is gone. */
function send(message: FromHandler): Promise<void> {
  return new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve())
    else resolve()
  })
}

/** A detail as the channel can carry it: what is no JSON goes as text. */
function sendProgress(detail: unknown): void {
  try {
    void send({ type: 'progress', detail: JSON.parse(JSON.stringify(detail ?? null)) })
  } catch {
    void send({ type: 'progress', detail: inspect(detail) })
  }
}
