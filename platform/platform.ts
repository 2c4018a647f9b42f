import { systemClock, type Clock, type JsonObject, type TransitionExecution } from '../contract/index.ts'
import { createApp } from './app.ts'
import { firstAppClient, keepFirst, organizationIdOf, type AppClientCredentials } from './credentials.ts'
import type { PlatformEvent } from './events.ts'
import { createExecutions, shown, type Executions } from './executions.ts'
import { createHistory } from './history/history.ts'
import { joinInstances } from './instances.ts'
import type { Launcher } from './launchers/launcher.ts'
import { createOperations } from './operations.ts'
import type { Predictor } from './predictor/predictor.ts'
import { textLayerPredictor } from './predictor/text-layer.ts'
import { notFound } from './problem.ts'
import { createQuotas, type QuotaLimits } from './quotas.ts'
import { openState, type StateOptions } from './state.ts'
import { startUpkeep } from './upkeep.ts'
import { createPage, type Page } from './web/page.ts'
import { createWorkflowExecutions, type WorkflowExecutions } from './workflow-executions.ts'
import { createNotices } from './workflows/notices.ts'
import { smtpMail } from './workflows/mail.ts'

export interface PlatformOptions extends StateOptions {
  /** What starts docker transitions; the first that accepts an image URL. Without any, none starts. */
  launchers?: readonly Launcher[]
  /** Stands in for the models. Default: one that reads the text layer of PDFs. */
  predictor?: Predictor
  /** `true` limits what can be created as the API does; an object changes those limits. Default: no limits. */
  quotas?: boolean | Partial<QuotaLimits>
  /** Whether there is a page for people. Default: there is none. */
  web?: boolean
  /** Where mail of errors goes, `smtp://user:password@host:587`. Without it the log says what would be mailed. */
  smtp?: string
  clock?: Clock
  onEvent?: (event: PlatformEvent) => void
  /** Told of what should never happen. Default: it is printed. */
  onError?: (error: unknown) => void
}

/** A platform that runs in this process. It listens nowhere: see `serve`. */
export interface Platform extends AsyncDisposable {
  /** Answers a request to the API (under `/v1`) or for a token (`/oauth2/token`). */
  fetch(request: Request): Response | Promise<Response>
  /** The page for people, if there is one: `serve` serves it beside the API. @internal */
  readonly page: Page | undefined
  /** Its first app client: the same whenever the key is. */
  readonly appClient: AppClientCredentials
  readonly organizationId: string
  /**
   * Puts work in a manual transition's queue, as a workflow's Task does; a docker transition's container is started.
   * @throws if there is no such transition
   */
  enqueue(transitionId: string, input: JsonObject): Promise<TransitionExecution>
}

/** Opens a platform: the REST API v1 on SQLite or PostgreSQL. Disposing of it stops what it started. */
export async function createPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const { launchers = [], clock = systemClock, web = false, onError = console.error } = options
  const { store, keyring } = await openState(options)
  try {
    await keepFirst(store, clock, keyring)
  } catch (error) {
    await store[Symbol.asyncDispose]()
    throw error
  }
  const standIn = textLayerPredictor()
  const history = createHistory({ store, clock, onError })
  const onEvent = (event: PlatformEvent) => {
    history.note(event)
    page?.notice(event)
    options.onEvent?.(event)
  }
  let page: Page | undefined
  const isShared = options.database !== undefined
  const executions: Executions = createExecutions({
    store,
    instance: await joinInstances({ store, clock, isAlone: !isShared }),
    isShared,
    clock,
    keyring,
    launchers,
    onEvent,
    onSecrets: history.hide,
    onError,
    planNext: (step) => workflowExecutions.planNext(step),
    onEnded: (step) => workflowExecutions.goOn(step),
  })
  const workflowExecutions: WorkflowExecutions = createWorkflowExecutions({
    store,
    clock,
    executions,
    onStep: (executionId) => onEvent({ type: 'stepped', executionId }),
    onError,
    planNotice: createNotices({
      store,
      executions,
      mail: options.smtp === undefined ? undefined : smtpMail(options.smtp),
    }),
  })
  const upkeep = startUpkeep({ store, clock, onError })

  const appClient = firstAppClient(keyring)
  const organizationId = organizationIdOf(keyring)
  const operations = createOperations({
    store,
    clock,
    keyring,
    predictor: options.predictor ?? standIn,
    executions,
    workflowExecutions,
    quotas: createQuotas(store, clock, options.quotas),
    appClient,
    organizationId,
  })
  const app = createApp({ operations, store, keyring, clock, onError, history })
  if (web) {
    const { appClientId } = appClient
    page = createPage({ operations, store, keyring, clock, executions, history, appClientId, onError })
  }
  // Whoever asked before the end is answered from a store that is still open.
  const answering = new Set<Promise<Response>>()
  return {
    fetch(request) {
      const answer = Promise.resolve(app.fetch(request)).finally(() => answering.delete(answer))
      answering.add(answer)
      return answer
    },
    page,
    appClient,
    organizationId,
    async enqueue(transitionId, input) {
      const transition = await store.get('transitions', transitionId)
      if (!transition) throw notFound(transitionId)
      return shown(await executions.start(transition, input))
    },
    async [Symbol.asyncDispose]() {
      await upkeep.stop()
      await workflowExecutions.close()
      await executions.stop()
      page?.stop()
      await history.stop()
      await Promise.allSettled(answering)
      await standIn[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
    },
  }
}
