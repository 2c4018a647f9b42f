import { PassThrough } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { ClientOptions } from '../../client/index.ts'
import type { Environment } from '../../runtime/environment.ts'
import type { LoadedTransition } from '../../runtime/handler/load.ts'
import { progressDetail } from '../../runtime/progress-detail.ts'
import { failureOf, runHandler, type Ending } from '../../runtime/handler/run-handler.ts'
import { createLogger } from '../../runtime/handler/logger.ts'
import type { HandlerEnd } from '../../runtime/supervisor/handler-process.ts'
import type { HandlerListener, HarnessHandler } from '../harness-handler.ts'
import { isolate, type IsolatedHandler } from './isolation.ts'

/** What a handler in this process is run with. */
export interface InProcessHandlerOptions extends Pick<HandlerListener, 'onProgress' | 'onWork'> {
  load: () => Promise<LoadedTransition>
  environment: Environment
  /** All that the handler sees as its environment. */
  variables: Readonly<Record<string, string>>
  edges: Pick<ClientOptions, 'exchange' | 'clock'>
}

/** Runs the handler in this process. To the supervisor it looks like a handler process, but it can't be killed. */
export function startInProcessHandler(options: InProcessHandlerOptions): HarnessHandler {
  const { load, environment, edges, onProgress, onWork } = options
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const logger = createLogger(environment, { write: (line) => isolated.print('stdout', line) })
  const log = () => logger
  const abort = new AbortController()
  const { promise: end, resolve } = Promise.withResolvers<HandlerEnd>()
  const state = { isAtWork: false, hasReported: false, hasEnded: false }

  function finish(how: HandlerEnd): void {
    if (state.hasEnded) return
    state.hasEnded = true
    state.isAtWork = false
    state.hasReported = how.type === 'report'
    stdout.end()
    stderr.end()
    resolve(how)
    onWork()
  }
  // Without a process of its own there is no peak of memory.
  const report = (ending: Ending) => finish({ type: 'report', ...ending, peakRssBytes: 0 })
  const isolated: IsolatedHandler = {
    variables: { ...options.variables },
    get hasEnded() {
      return state.hasEnded
    },
    exit: (code) => finish({ type: 'died', code, signal: null }),
    kill: (signal) => finish({ type: 'died', code: null, signal }),
    print: (stream, text) => {
      if (!state.hasEnded) (stream === 'stdout' ? stdout : stderr).write(text)
    },
    fail: (error, prefix) => {
      if (!state.hasEnded) report(failureOf(error, log, prefix))
    },
  }
  const inside = isolate(isolated)

  const progress = (detail?: unknown) => onProgress(progressDetail(detail))
  const loading = inside.run(load)
  // `run` awaits it and gets the error. Until then the rejection must not count as unhandled.
  loading.catch(() => undefined)
  return {
    run(task) {
      if (state.hasEnded) return
      state.isAtWork = true
      onWork()
      const { signal } = abort
      const run = { ...task, environment, variables: isolated.variables, log, signal, edges, progress }
      void inside.run(async () => report(await runHandler(loading, run)))
    },
    abort: (reason) => inside.run(() => abort.abort(new DOMException(reason, 'AbortError'))),
    kill: () => finish({ type: 'died', code: null, signal: 'SIGKILL' }),
    die: () => finish({ type: 'died', code: null, signal: 'SIGKILL' }),
    openInspector: () => undefined,
    get hasReported() {
      return state.hasReported
    },
    get isAtWork() {
      return state.isAtWork
    },
    end,
    closed: Promise.all([finished(stdout), finished(stderr)]).then(() => undefined),
    stdout,
    stderr,
  }
}
