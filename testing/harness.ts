import type { StandardSchemaV1 } from '@standard-schema/spec'
import { createClient, type Client } from '../client/index.ts'
import type { JsonObject } from '../contract/index.ts'
import { createMask } from '../contract/mask.ts'
import { createPlatform, type Launcher } from '../platform/index.ts'
import { startContainer } from './simulated-container.ts'
import { createTimeDriver } from './time-driver.ts'
import { createFaults, type Api } from './faults.ts'
import { modulePath, transitionLoader } from './load-transition.ts'
import { machineVariables } from './machine-variables.ts'
import type { HarnessOptions, InputOf, OutputOf, Testable, World } from './harness-options.ts'
import { serveHandlers } from './process/serve-handlers.ts'
import { scriptedPredictor } from './scripted-predictions.ts'
import type { RunResult } from './run-result.ts'
import { awaitable, type Running } from './pending-run.ts'
import { createRunRegistry, type Run } from './run-registry.ts'
import { createTransport, IN_PROCESS } from './transport.ts'
import type { VirtualClock } from './virtual-clock.ts'
import { prepareWorld, type PreparedWorld } from './prepare-world.ts'

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
  /** Resolves once a container has printed a line with this text. */
  printed(text: string): Promise<void>
  /**
   * Ends what runs over the API, as somebody else would: the executions are `failed`, and their containers find out with their
   * next heartbeats.
   * @param message the executions' error. Default: `cancelled`
   */
  cancel(message?: string): Promise<void>
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

const IMAGE_URL = 'harness:'

async function open<DocumentName extends string, ModelName extends string>(
  transition: unknown,
  options: HarnessOptions<DocumentName, ModelName>,
): Promise<Harness<JsonObject, JsonObject, DocumentName, ModelName>> {
  const { isolation } = options
  const loader = transitionLoader(transition)
  const path = isolation === 'process' ? modulePath(transition) : undefined
  const runs = createRunRegistry()
  const errors: unknown[] = []
  const driver = createTimeDriver({
    // Another process has no other time than the machine's.
    startTime: options.startTime ?? (path ? new Date().toISOString() : undefined),
    isRunning: () => runs.containers().length > 0,
    mayPass: runs.mayPass,
  })
  const { clock } = driver
  const faults = createFaults()
  const mask = createMask([])
  let world: PreparedWorld<DocumentName, ModelName> | undefined

  const launcher: Launcher = {
    accepts: (imageUrl) => imageUrl === IMAGE_URL,
    async launch({ executionId, environment, memory, onStart, onLine, signal }) {
      const run = runs.of(executionId)
      const container = startContainer({
        executionId,
        variables: { ...machineVariables(), ...environment, ...(path && { TRANSITION_HANDLER: path }) },
        ...(!path && { load: loader }),
        clock,
        connect: transport.connect,
        onLine: (line) => {
          runs.print(run, line)
          onLine(line)
        },
        onWork: driver.wake,
        memoryLimit: memory * 2 ** 20,
      })
      run.container = container
      // The harness is closed.
      signal.addEventListener('abort', () => {
        run.isAbandoned = true
        container.stop()
        driver.wake()
      })
      onStart()
      driver.wake()
      return { code: await container.exited, signal: null }
    },
  }
  const platform = await createPlatform({
    clock,
    launchers: [launcher],
    ...(options.predictions && {
      predictor: scriptedPredictor(options.predictions, (id) => world?.nameOf(id)),
    }),
    onEvent: runs.handleEvent,
    onError: (error) => errors.push(error),
  })
  /** What an execution's handler process sends; a call for a token doesn't say whose it is. */
  const wayOf = (executionId: string | undefined) =>
    (runs.find(executionId ?? '')?.container ?? runs.containers()[0])?.exchange
  const server = path ? await serveHandlers(wayOf) : undefined
  const { apiEndpoint, authEndpoint } = server ?? IN_PROCESS
  const transport = createTransport({
    endpoints: { apiEndpoint, authEndpoint },
    platform: platform.fetch,
    faults,
    mask,
    onWork: driver.countWork,
  })
  const { clientId, clientSecret } = platform.appClient
  mask.add(clientSecret)
  const credentials = {
    clientId,
    clientSecret,
    apiEndpoint,
    authEndpoint,
  }
  const client = createClient(credentials, { fetch: platform.fetch, clock })
  const close = async () => {
    await platform[Symbol.asyncDispose]()
    driver.close()
    await server?.[Symbol.asyncDispose]()
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
      driver.wake()
    })
    return awaitable(result, () => {
      state.isAwaited = true
      if (state.run) state.run.isAwaited = true
      driver.wake()
    })
  }

  async function follow(input: JsonObject, onRun: (run: Run) => void): Promise<RunResult> {
    const { executionId } = await driver.whileStarting(() =>
      client.transitions.executions.create(transitionId, { input }),
    )
    const current = runs.of(executionId)
    onRun(current)
    await current.exited.promise
    if (errors.length > 0) throw new AggregateError(errors.splice(0), 'the platform of the harness failed')
    return runs.conclude(executionId)
  }

  return {
    run: async (input) => start(input),
    start,
    clock,
    api: faults.api,
    client,
    documents,
    models,
    printed: runs.printed,
    async cancel(message = 'cancelled') {
      const outcome = { status: 'failed' as const, error: { message } }
      for (const executionId of runs.running())
        await client.transitions.executions.update(transitionId, executionId, outcome)
    },
    sigterm: () => runs.containers().forEach((container) => container.interrupt('SIGTERM')),
    outOfMemory: () => runs.containers().forEach((container) => container.killForMemory()),
    useMemory: (mebibytes) =>
      runs.containers().forEach((container) => container.useMemory(mebibytes * 2 ** 20)),
    [Symbol.asyncDispose]: close,
  }
}

function defaultInput(documents: Readonly<Record<string, string>>): JsonObject {
  const ids = Object.values(documents)
  return ids.length === 1 ? { documentId: ids[0] } : {}
}
