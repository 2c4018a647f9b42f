import type { StandardSchemaV1 } from '@standard-schema/spec'
import { createClient, type Client } from '../client/index.ts'
import type { JsonObject } from '../contract/index.ts'
import { createMask } from '../contract/mask.ts'
import { createPlatform, type Launcher, type PlatformEvent } from '../platform/index.ts'
import type { Outcome } from '../runtime/outcome.ts'
import { assembleResult } from './assemble-result.ts'
import { startContainer, type Container } from './container.ts'
import { createDriver } from './driver.ts'
import { createFaults, type Api } from './faults.ts'
import { transitionLoader } from './load-transition.ts'
import { machineVariables } from './machine-variables.ts'
import type { HarnessOptions, InputOf, OutputOf, Testable, World } from './options.ts'
import { scriptedPredictor } from './predictions.ts'
import type { RunResult } from './run-result.ts'
import { awaitable, type Running } from './running.ts'
import { createTransport, IN_PROCESS } from './transport.ts'
import type { VirtualClock } from './virtual-clock.ts'
import { prepareWorld, type PreparedWorld } from './world.ts'

/** A platform and a runtime for one transition, both in this process. Disposing of it ends what still runs. */
export interface Harness<
  Input = JsonObject,
  Output = JsonObject,
  DocumentName extends string = never,
  ModelName extends string = never,
>
  extends World<DocumentName, ModelName>, AsyncDisposable {
  /**
   * Runs the handler once, as an execution of its own.
   * @param input default: `{ documentId }` where the harness has one document, else `{}`
   */
  run(input?: Input): Promise<RunResult<Output>>
  /** As `run`, for tests that do something meanwhile: let time pass, send a signal. Await it in the end. */
  start(input?: Input): Running<Output>
  /** The time of platform, runtime and client. It stands still while a handler works, unless it is told to go on. */
  readonly clock: VirtualClock
  /** Where the platform's API can be made to fail. */
  readonly api: Api
  /** A client of the platform, to prepare things and to look at what a handler has done. Nothing makes it fail. */
  readonly client: Client
  /** Sends SIGTERM to what runs, as `docker stop` does. */
  sigterm(): void
  /** The kernel kills the handlers that run, for want of memory. */
  outOfMemory(): void
  /** Says how much of its memory each running container uses from now on, in MiB. */
  useMemory(mebibytes: number): void
}

/**
 * Opens a harness for a transition.
 * @example
 * await using t = await harness(transition, { documents: { invoice: 'invoice.pdf' } })
 * const result = await t.run()
 */
export async function harness<
  const Input extends StandardSchemaV1 | undefined = undefined,
  const Output extends StandardSchemaV1 | undefined = undefined,
  const Env extends StandardSchemaV1 | undefined = undefined,
  DocumentName extends string = never,
  ModelName extends string = never,
>(
  transition: Testable<Input, Output, Env>,
  options: HarnessOptions<DocumentName, ModelName> = {},
): Promise<Harness<InputOf<Input>, OutputOf<Output>, DocumentName, ModelName>> {
  return (await open(transition, options)) as Harness<
    InputOf<Input>,
    OutputOf<Output>,
    DocumentName,
    ModelName
  >
}

/** What the platform says of an execution's end. */
type Ended = PlatformEvent & { type: 'ended' }

/** One execution, as far as it is known. */
interface Run {
  container?: Container
  lines: string[]
  /** Whether the test waits for it. */
  isAwaited: boolean
  ended?: Ended
  exited: PromiseWithResolvers<void>
}

const IMAGE_URL = 'harness:'

async function open<DocumentName extends string, ModelName extends string>(
  transition: unknown,
  options: HarnessOptions<DocumentName, ModelName>,
): Promise<Harness<JsonObject, JsonObject, DocumentName, ModelName>> {
  const load = transitionLoader(transition)
  const runs = new Map<string, Run>()
  const errors: unknown[] = []
  const driver = createDriver({
    startTime: options.startTime,
    isRunning: () => containersOf(runs).length > 0,
    mayPass: () => Array.from(runs.values()).every(mayPass),
  })
  const { clock } = driver
  const faults = createFaults()
  const mask = createMask([])
  let world: PreparedWorld<DocumentName, ModelName> | undefined

  const runOf = (executionId: string): Run => {
    const run = runs.get(executionId) ?? {
      lines: [],
      isAwaited: false,
      exited: Promise.withResolvers<void>(),
    }
    runs.set(executionId, run)
    return run
  }
  const launcher: Launcher = {
    accepts: (imageUrl) => imageUrl === IMAGE_URL,
    async launch({ executionId, environment, memory, onStart, onLine, signal }) {
      const run = runOf(executionId)
      const container = startContainer({
        executionId,
        variables: { ...machineVariables(), ...environment },
        load,
        clock,
        connect: transport.connect,
        onLine: (line) => {
          run.lines.push(line)
          onLine(line)
        },
        onWork: driver.look,
        memoryLimit: memory * 2 ** 20,
      })
      run.container = container
      signal.addEventListener('abort', () => container.interrupt('SIGTERM'))
      onStart()
      driver.look()
      return { code: await container.exited, signal: null }
    },
  }
  const platform = await createPlatform({
    clock,
    launchers: [launcher],
    ...(options.predictions && {
      predictor: scriptedPredictor(options.predictions, (id) => world?.nameOf(id)),
    }),
    onEvent: (event) => {
      if (event.type === 'ended') runOf(event.execution.executionId).ended = event
      if (event.type === 'exited') runOf(event.executionId).exited.resolve()
    },
    onError: (error) => errors.push(error),
  })
  const transport = createTransport({
    endpoints: IN_PROCESS,
    platform: platform.fetch,
    faults,
    mask,
    onWork: driver.count,
  })
  const { clientId, clientSecret } = platform.appClient
  mask.add(clientSecret)
  const credentials = {
    clientId,
    clientSecret,
    ...IN_PROCESS,
  }
  const client = createClient(credentials, { fetch: platform.fetch, clock })
  const close = async () => {
    driver.close()
    await platform[Symbol.asyncDispose]()
  }
  const prepared = await prepareWorld(client, credentials, options, IMAGE_URL).catch(
    async (error: unknown) => {
      await close()
      throw error
    },
  )
  world = prepared
  const { transitionId, documents, models } = prepared

  function start(input: JsonObject = defaultInput(documents)): Running {
    const state: { isAwaited: boolean; run?: Run } = { isAwaited: false }
    const result = follow(input, (run) => {
      state.run = run
      run.isAwaited = state.isAwaited
      driver.look()
    })
    return awaitable(result, () => {
      state.isAwaited = true
      if (state.run) state.run.isAwaited = true
      driver.look()
    })
  }

  async function follow(input: JsonObject, onRun: (run: Run) => void): Promise<RunResult> {
    const { executionId } = await driver.whileStarting(() =>
      client.transitions.executions.create(transitionId, { input }),
    )
    const current = runOf(executionId)
    onRun(current)
    await current.exited.promise
    if (errors.length > 0) throw new AggregateError(errors.splice(0), 'the platform of the harness failed')
    runs.delete(executionId)
    return resultOf(executionId, current)
  }
  const running = () => containersOf(runs)

  return {
    run: async (input) => start(input),
    start,
    clock,
    api: faults.api,
    client,
    documents,
    models,
    sigterm: () => running().forEach((container) => container.interrupt('SIGTERM')),
    outOfMemory: () => running().forEach((container) => container.killForMemory()),
    useMemory: (mebibytes) => running().forEach((container) => container.useMemory(mebibytes * 2 ** 20)),
    [Symbol.asyncDispose]: close,
  }
}

/** Whether nothing of a run needs time of its own. */
function mayPass({ container, isAwaited }: Run): boolean {
  return !container || container.isOver || (isAwaited && !container.isAtWork)
}

function containersOf(runs: ReadonlyMap<string, Run>): Container[] {
  return Array.from(runs.values()).flatMap(({ container }) =>
    container && !container.isOver ? [container] : [],
  )
}

function defaultInput(documents: Readonly<Record<string, string>>): JsonObject {
  const ids = Object.values(documents)
  return ids.length === 1 ? { documentId: ids[0] } : {}
}

function resultOf(executionId: string, { container, lines, ended }: Run): Promise<RunResult> {
  const { execution, output, error } = ended ?? {}
  return assembleResult(executionId, container, lines, {
    outcome: execution?.completedBy ? outcomeOf(execution.status, output, error) : undefined,
    status: execution?.status ?? 'running',
    output,
    error,
  })
}

function outcomeOf(
  status: RunResult['status'],
  output: JsonObject = {},
  error: { message: string } = { message: '' },
): Outcome | undefined {
  if (status === 'running') return undefined
  return status === 'succeeded' ? { status, output } : { status, error }
}
