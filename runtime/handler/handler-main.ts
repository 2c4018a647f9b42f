// The handler process: the only place where the user's code runs.
import { readEnvironment } from '../environment.ts'
import { createLogger } from './logger.ts'
import type { Task, ToHandler } from '../messages.ts'
import { loadTransition } from './load.ts'
import { messageOf } from './outcome-of.ts'
import { peakMemory, resetPeakMemory } from './peak-memory.ts'
import { makePrintingBlock, printMark } from './printing.ts'
import { progressDetail } from './progress-detail.ts'
import { failureOf, runHandler, type Ending } from './run-handler.ts'
import { send, startPulse } from './to-supervisor.ts'

const NEVER_SETTLES =
  'The handler can never finish: it waits for a promise, and nothing is left that could settle it'

/** One execution in this process. */
interface Turn {
  task: Task
  abort: AbortController
}

/**
 * Loads the handler while the task is on its way, runs it, and reports. Without an `EXECUTION_ID` the process is warm:
 * it waits for one task after the other.
 */
export async function handlerMain(): Promise<void> {
  const environment = readEnvironment(process.env)
  const isWarm = environment.executionId === undefined
  const processLog = lazy(() => createLogger(environment))
  let log = processLog
  let current: Turn | undefined
  // Whose code it is that runs, also when its execution has ended.
  const turns = isWarm ? new (await import('node:async_hooks')).AsyncLocalStorage<Turn>() : undefined

  async function take(turn: Turn): Promise<void> {
    const { task, abort } = turn
    current = turn
    if (isWarm) {
      process.env['EXECUTION_ID'] = task.executionId
      log = lazy(() => processLog().child({ executionId: task.executionId }))
      resetPeakMemory()
    }
    // From here on only the handler's own work keeps this process alive.
    process.channel?.unref()
    await report(
      await runHandler(loading, {
        ...task,
        environment,
        variables: process.env,
        log,
        signal: abort.signal,
        progress: (detail) => {
          if (current === turn) void send({ type: 'progress', detail: progressDetail(detail) })
        },
      }),
    )
    // What the handler left open (timers, sockets) must not keep the container running.
    if (task.endMark === undefined) process.exit(0)
    process.channel?.ref()
    printMark(task.endMark)
    current = undefined
    log = processLog
  }

  process.on('message', (message: ToHandler) => {
    if (message.type === 'abort') current?.abort.abort(new DOMException(message.reason, 'AbortError'))
    else {
      const turn = { task: message.task, abort: new AbortController() }
      void (turns ? turns.run(turn, take, turn) : take(turn))
    }
  })
  const die = (error: unknown, prefix = '') =>
    void report(failureOf(error, log, prefix)).then(() => process.exit(1))
  process.on('uncaughtException', (error, origin) => {
    const what = origin === 'unhandledRejection' ? 'Unhandled rejection' : 'Uncaught exception'
    const culprit = turns?.getStore()
    if (culprit && culprit !== current) {
      const reason = `${what} in what an earlier execution left behind: ${messageOf(error)}`
      processLog().error({ err: error, executionId: culprit.task.executionId }, reason)
      void send({ type: 'unfit', reason })
    } else die(error, `${what}: `)
  })
  process.once('beforeExit', () => die(new Error(NEVER_SETTLES)))
  // Nobody is left to report to.
  process.once('disconnect', () => process.exit(1))

  makePrintingBlock()
  startPulse()
  const loading = loadTransition(environment.handler)
  // Whoever awaits `loading` gets the error; until then it is not unhandled.
  loading.catch(() => undefined)
  if (isWarm) await sayWhenLoaded(loading, die)
}

/** Until a warm process has said so, only the module's own loading keeps it alive. */
async function sayWhenLoaded(loading: Promise<unknown>, die: (error: unknown) => void): Promise<void> {
  process.channel?.unref()
  try {
    await loading
    process.channel?.ref()
    await send({ type: 'loaded' })
  } catch (error) {
    die(error)
  }
}

/** What is made when it is first asked for. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function report(ending: Ending): Promise<void> {
  return send({ type: 'report', ...ending, peakRssBytes: peakMemory() })
}
