import { readerGone } from '../interruption.ts'
import { messageOf, type JsonObject } from '../../contract/index.ts'
import { ApiError } from '../../client/index.ts'
import { IN_MEMORY, type PlatformEvent } from '../../platform/index.ts'
import { onStopSignal } from '../../runtime/supervisor/stop-signals.ts'
import { openStandardInput, readInput } from '../local-run/read-input.ts'
import { toRunEvent } from '../local-run/run-event.ts'
import { openLink } from '../open-link.ts'
import { Resources } from '../resources.ts'
import { UsageError } from '../usage-error.ts'
import { ownFiles } from './imports.ts'
import { openKeyboard } from './keys.ts'
import { readBreakpoints, type InspectFlags } from '../local-run/breakpoints.ts'
import { makePlan, type RunFlags } from '../local-run/run-plan.ts'
import { openDevSession } from './dev-session.ts'
import { checkTypes } from './type-check.ts'
import { createJsonDevView, createTextDevView, KEYS } from './dev-view.ts'
import { watchFiles } from './watch-files.ts'

/** The flags of `transition dev`. */
export interface DevOptions extends RunFlags, InspectFlags {
  data: string
  port?: number
  types: boolean
  json?: boolean
}

type Trigger = { files: string[] } | { key: string }

/** Runs a handler again and again, until Ctrl-C or `q`. */
export async function dev(given: string | undefined, flags: DevOptions): Promise<void> {
  const { data, port, json } = flags
  const options = await openStandardInput(flags)
  const breakpoints = await readBreakpoints(flags)
  let plan = await makePlan(given, options, breakpoints)
  let files = await filesOf(plan.handler, [])
  const view = json ? createJsonDevView() : createTextDevView()

  // The execution that runs now. Events of an older one are not shown.
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
    view.event(toRunEvent(event))
    if (event.type === 'ended') current.end = event
    if (event.type === 'exited') finish(current).catch(stopped.reject)
  }
  await using session = await openDevSession({ data, port, onEvent, breakpoints })

  async function finish({ end, start, input }: NonNullable<typeof current>): Promise<void> {
    if (!end) return
    await view.ended({ event: end, seconds: (performance.now() - start) / 1000, input, files })
    if (!options.types) return
    const problems = await checkTypes(plan.handler, checking.signal)
    if (problems !== undefined && !checking.signal.aborted) await view.types(problems)
  }

  async function runOnce(trigger: Trigger | undefined): Promise<void> {
    checking.abort()
    checking = new AbortController()
    if (trigger) view.again(trigger)
    try {
      plan = await makePlan(given, options, breakpoints)
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

  onStopSignal(() => stopped.resolve())
  readerGone.addEventListener('abort', () => stopped.resolve())
  const run = oneAtATime(runOnce, stopped.reject)
  using watch = watchFiles((changed) => run({ files: changed }))
  const { apiEndpoint, web, webLink } = session.server
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

  await using opened = new Resources()
  async function openPage(): Promise<void> {
    const link = await webLink()
    if (link === null) return
    try {
      opened.use(await openLink(link, data === IN_MEMORY ? undefined : data))
    } catch (error) {
      view.problem(`No browser could be opened: ${messageOf(error)}. The page is ${link}`)
    }
  }

  view.listening({ apiEndpoint, web, webLink: await webLink(), data }, keyboard !== undefined)
  run(undefined)
  await stopped.promise
  isOver = true
  checking.abort()
}

/** The author's own files, the handler first. While one of them can't be parsed, the files known before. */
async function filesOf(handler: string, known: readonly string[]): Promise<string[]> {
  const found = (await ownFiles(handler)) ?? known
  return [handler, ...found.filter((file) => file !== handler)]
}

/** Runs one call at a time. Of the calls that come meanwhile only the last is run. */
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
