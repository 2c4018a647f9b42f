// The handler process: the only place where the user's code runs.
import { readEnvironment } from '../environment.ts'
import { createLogger } from './logger.ts'
import { PULSE_INTERVAL_MS, type Task, type ToHandler } from '../messages.ts'
import { stopInHandler } from './stop-in-handler.ts'
import { finish, threadsPrinted } from './finish.ts'
import { isAwaited } from './is-awaited.ts'
import { loadTransition } from './load.ts'
import { messageOf } from '../message-of.ts'
import { peakMemory, resetPeakMemory } from './peak-memory.ts'
import { makePrintingBlock, printMark, printProgress } from './printing.ts'
import { progressDetail } from '../progress-detail.ts'
import { createProgressSender } from './progress.ts'
import { failureOf, runHandler, type Ending } from './run-handler.ts'
import { openChannel, startPulse, type Channel } from './to-supervisor.ts'

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

  async function runTurn(turn: Turn): Promise<void> {
    const { task, abort } = turn
    current = turn
    if (isWarm) {
      process.env['EXECUTION_ID'] = task.executionId
      log = lazy(() => processLog().child({ executionId: task.executionId }))
      resetPeakMemory()
    }
    const progress = createProgressSender((detail) => channel.send({ type: 'progress', detail }))
    // From here on only the handler's own work keeps this process alive.
    channel.keepAlive(false)
    const ending = await runHandler(loading.then(stopInHandler), {
      ...task,
      environment,
      variables: process.env,
      log,
      signal: abort.signal,
      progress: (given) => {
        if (current !== turn) return
        const detail = progressDetail(given)
        if (environment.logsProgress) printProgress(detail)
        progress.send(detail)
      },
    })
    progress.flush()
    await report(ending)
    // What the handler left open (timers, sockets) must not keep the container running.
    if (task.endMark === undefined) {
      await end(0)
      return
    }
    await threadsPrinted()
    channel.keepAlive(true)
    printMark(task.endMark)
    current = undefined
    log = processLog
  }

  function onMessage(message: ToHandler): void {
    if (message.type === 'abort') current?.abort.abort(new DOMException(message.reason, 'AbortError'))
    else {
      channel.startTurn(message.nonce)
      const turn = { task: message.task, abort: new AbortController() }
      void (turns ? turns.run(turn, runTurn, turn) : runTurn(turn))
    }
  }
  // Without a supervisor nobody is left to report to.
  const channel = openChannel({ onMessage, onEnd: () => process.exit(1) })
  const report = (ending: Ending) => channel.send({ type: 'report', ...ending, peakRssBytes: peakMemory() })
  let isEnding = false
  /** Ends the process after what others have to flush. */
  function end(code: number): Promise<void> {
    if (isEnding) return Promise.resolve()
    isEnding = true
    process.removeListener('beforeExit', onIdle)
    channel.keepAlive(false)
    return finish(code)
  }
  /** Nothing is left that keeps the process alive: only an abort can still move the handler. */
  function onIdle(): void {
    const signal = current?.abort.signal
    if (!signal || signal.aborted || !isAwaited(signal)) return die(new Error(NEVER_SETTLES))
    channel.keepAlive(true)
    const timer = setInterval(() => {
      if (current?.abort.signal === signal && isAwaited(signal)) return
      clearInterval(timer)
      if (current?.abort.signal === signal) channel.keepAlive(false)
    }, PULSE_INTERVAL_MS)
    timer.unref()
  }
  const die = (error: unknown, prefix = '') => void report(failureOf(error, log, prefix)).then(() => end(1))
  process.on('uncaughtException', (error, origin) => {
    const what = origin === 'unhandledRejection' ? 'Unhandled rejection' : 'Uncaught exception'
    const culprit = turns?.getStore()
    // The outcome is told: what goes wrong in the last moments changes nothing.
    if (isEnding) return log().error({ err: error }, `${what}: ${messageOf(error)}`)
    if (culprit && culprit !== current) {
      const reason = `${what} in what an earlier execution left behind: ${messageOf(error)}`
      processLog().error({ err: error, executionId: culprit.task.executionId }, reason)
      void channel.send({ type: 'unfit', reason })
    } else die(error, `${what}: `)
  })
  process.on('beforeExit', onIdle)

  makePrintingBlock()
  startPulse(channel)
  const loading = loadTransition(environment.handler)
  // Whoever awaits `loading` gets the error; until then it is not unhandled.
  loading.catch(() => undefined)
  if (isWarm) await sayWhenLoaded(loading, channel, die)
}

/** Until a warm process has said so, only the module's own loading keeps it alive. */
async function sayWhenLoaded(
  loading: Promise<unknown>,
  channel: Channel,
  die: (error: unknown) => void,
): Promise<void> {
  channel.keepAlive(false)
  try {
    await loading
    channel.keepAlive(true)
    await channel.send({ type: 'loaded' })
  } catch (error) {
    die(error)
  }
}

/** What is made when it is first asked for. */
function lazy<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
