import { once } from 'node:events'
import { messageOf, type JsonObject } from '../../contract/index.ts'
import { ApiError } from '../../client/index.ts'
import type { PlatformEvent } from '../../platform/index.ts'
import { readInput } from '../run/input.ts'
import { UsageError } from '../usage-error.ts'
import { ownFiles } from './imports.ts'
import { openKeyboard } from './keys.ts'
import { makePlan, type DevFlags } from './plan.ts'
import { openDevSession } from './session.ts'
import { checkTypes } from './type-check.ts'
import { createJsonDevView, createTextDevView, KEYS } from './view.ts'
import { watchFiles } from './watch-files.ts'

export interface DevOptions extends DevFlags {
  data: string
  port?: number
  types: boolean
  json?: boolean
}

type Why = { files: string[] } | { key: string }

/** Runs a handler again and again, until Ctrl-C or `q`. */
export async function dev(given: string | undefined, options: DevOptions): Promise<void> {
  const { data, port, json } = options
  let plan = await makePlan(given, options)
  let files = await filesOf(plan.handler, [])
  const view = json ? createJsonDevView() : createTextDevView()

  // What runs now. What is left of an older one is not shown.
  let current:
    | { executionId: string; start: number; input: JsonObject; end?: PlatformEvent & { type: 'ended' } }
    | undefined
  let checking = new AbortController()
  let enteredInput: JsonObject | undefined

  const stopped = Promise.withResolvers<void>()
  let isOver = false
  const onEvent = (event: PlatformEvent) => {
    if (event.type === 'started') {
      const { executionId, input } = event.execution
      current = { executionId, input, start: performance.now() }
    }
    const executionId = 'execution' in event ? event.execution.executionId : event.executionId
    if (executionId !== current?.executionId || isOver) return
    view.event(event)
    if (event.type === 'ended') current.end = event
    if (event.type === 'exited') finish(current).catch(stopped.reject)
  }
  await using session = await openDevSession({ data, port, onEvent })

  async function finish({ end, start, input }: NonNullable<typeof current>): Promise<void> {
    if (!end) return
    await view.ended({ event: end, seconds: (performance.now() - start) / 1000, input, files })
    if (!options.types) return
    const problems = await checkTypes(plan.handler, checking.signal)
    if (problems !== undefined && !checking.signal.aborted) await view.types(problems)
  }

  async function runOnce(why: Why | undefined): Promise<void> {
    checking.abort()
    checking = new AbortController()
    if (why) view.again(why)
    try {
      plan = await makePlan(given, options)
      const found = filesOf(plan.handler, files)
      await session.start({ ...plan.run, ...(enteredInput && { input: enteredInput }) })
      files = await found
    } catch (error) {
      if (!(error instanceof UsageError) && !(error instanceof ApiError)) throw error
      view.problem(error.message)
    }
    const watched = [...new Set([...files, ...plan.files])]
    watch.set(watched)
    view.watching(watched)
  }

  for (const signal of ['SIGINT', 'SIGTERM']) void once(process, signal).then(() => stopped.resolve())
  const run = oneAtATime(runOnce, stopped.reject)
  using watch = watchFiles((changed) => run({ files: changed }))
  const { web } = session.server
  using keyboard = json
    ? undefined
    : openKeyboard({
        keys: {
          r: () => run({ key: 'again' }),
          i: () => void changeInput(),
          o: () => void openPage(),
          h: () => console.log(`\n${KEYS}`),
          q: () => stopped.resolve(),
        },
      })

  async function changeInput(): Promise<void> {
    const text = JSON.stringify(enteredInput ?? plan.run.input)
    const answer = await keyboard?.ask('\ninput (JSON, or a file with JSON): ', text)
    if (answer === undefined || answer.trim() === '') return
    try {
      enteredInput = await readInput(answer, 'The input')
      run({ key: 'new input' })
    } catch (error) {
      view.problem(messageOf(error))
    }
  }

  async function openPage(): Promise<void> {
    if (web === null) return
    const { default: open } = await import('open')
    await open(web).catch((error: unknown) => view.problem(`No browser could be opened: ${messageOf(error)}`))
  }

  view.listening({ apiEndpoint: session.server.apiEndpoint, web, data }, keyboard !== undefined)
  run(undefined)
  await stopped.promise
  isOver = true
  checking.abort()
}

/** The author's own files, the handler first; those that were known as long as one of them is broken. */
async function filesOf(handler: string, known: readonly string[]): Promise<string[]> {
  const found = (await ownFiles(handler)) ?? known
  return [handler, ...found.filter((file) => file !== handler)]
}

/** Calls that come while one is under way wait for it, and become one: the last. */
function oneAtATime<T>(
  act: (argument: T) => Promise<void>,
  onError: (error: unknown) => void,
): (argument: T) => void {
  let waiting: { argument: T } | undefined
  let isBusy = false
  async function drain(): Promise<void> {
    isBusy = true
    while (waiting) {
      const { argument } = waiting
      waiting = undefined
      await act(argument)
    }
    isBusy = false
  }
  return (argument) => {
    waiting = { argument }
    if (!isBusy) drain().catch(onError)
  }
}
