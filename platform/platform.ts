import { systemClock, type Clock, type JsonObject, type TransitionExecution } from '../contract/index.ts'
import { createApp } from './api/app.ts'
import { keepFirst, organizationIdOf, type AppClientCredentials } from './access/credentials.ts'
import { createEventBus, type PlatformEvent } from './executions/events.ts'
import { createExecutions } from './executions/executions.ts'
import { shown } from './executions/life-cycle.ts'
import { joinMembership } from './executions/membership.ts'
import { createHistory } from './history/history.ts'
import { createPendingWork } from './pending-work.ts'
import { startHousekeeping } from './housekeeping.ts'
import type { ContainerGate, Launcher } from './launchers/launcher.ts'
import { createOperations } from './api/operations.ts'
import type { Predictor } from './predictor/predictor.ts'
import { textLayerPredictor } from './predictor/text-layer.ts'
import { createQuotas, type QuotaLimits } from './access/quotas.ts'
import { openState, type StateOptions } from './state.ts'
import { createPage, type Page } from './web/page.ts'
import { createWorkflowExecutions } from './workflows/workflow-executions.ts'
import { createNotifications } from './workflows/notifications.ts'
import { smtpMail } from './workflows/mail.ts'

/** What a platform is made of. Without any, it keeps its state in memory and starts nothing. */
export interface PlatformOptions extends StateOptions {
  /** What starts docker transitions; the first that accepts an image URL. Without any, none starts. */
  launchers?: readonly Launcher[]
  /** Stands in for the models. Default: one that reads the text layer of PDFs. */
  predictor?: Predictor
  /** `true` limits what can be created as the API does; an object changes those limits. Default: no limits. */
  quotas?: boolean | Partial<QuotaLimits>
  /** Whether there is a page for people. Default: there is none. */
  web?: boolean
  /** Whether anybody may sign up, without credentials. Default: they may. */
  signup?: boolean
  /** Where mail of errors goes, `smtp://user:password@host:587`. Without it the log says what would be mailed. */
  smtp?: string
  /** Makes another first app client, as after the old one was deleted, or its secret is known to others. Default: false. */
  newClient?: boolean
  /** The most events in the history of a workflow execution, which ends as `error` beyond them. Default: 25,000, as on AWS. */
  historyEvents?: number
  /** The most megabytes that an execution may have of events and branches' inputs, likewise. Default: 256. */
  historyMegabytes?: number
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
  /** Tells the launchers how containers reach it: `serve` does so. @internal */
  connectContainers(gate: ContainerGate): void
  /** Its first app client: the same whenever the key is. */
  readonly appClient: AppClientCredentials
  /** Whether that was deleted before this platform started: its credentials open nothing. */
  readonly isAppClientDeleted: boolean
  readonly organizationId: string
  /**
   * Puts work in a manual transition's queue, as a workflow's Task does; a docker transition's container is started.
   * @throws if there is no such transition
   */
  enqueue(transitionId: string, input: JsonObject): Promise<TransitionExecution>
}

const HISTORY_EVENTS = 25_000
const HISTORY_MEGABYTES = 256

/** Opens a platform: the REST API v1 on SQLite or PostgreSQL. Disposing of it stops what it started. */
export async function createPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const { launchers = [], clock = systemClock, web = false, onError = console.error } = options
  const { store, keyring } = await openState(options)
  const { isDeleted, ...appClient } = await keepFirst(store, clock, keyring, options.newClient).catch(
    async (error: unknown) => {
      await store[Symbol.asyncDispose]()
      throw error
    },
  )
  const standIn = textLayerPredictor()
  const history = createHistory({ store, clock, keyring, onError })
  const events = createEventBus()
  events.subscribe(history.record)
  const isShared = options.database !== undefined
  const membership = await joinMembership({ store, clock, isAlone: !isShared })
  const executions = createExecutions({
    store,
    membership,
    isShared,
    clock,
    keyring,
    launchers,
    onEvent: events.publish,
    onSecrets: history.hide,
    onError,
  })
  const mails = createPendingWork(onError)
  const workflowExecutions = createWorkflowExecutions({
    store,
    clock,
    executions,
    member: {
      id: membership.id,
      isAlive: async (id) => isShared && (await store.get('instances', id)) !== undefined,
    },
    most: {
      events: options.historyEvents ?? HISTORY_EVENTS,
      bytes: (options.historyMegabytes ?? HISTORY_MEGABYTES) * 1_000_000,
    },
    onStep: (executionId) => events.publish({ type: 'stepped', executionId }),
    onError,
    planNotification: createNotifications({
      store,
      executions,
      mail: options.smtp === undefined ? undefined : smtpMail(options.smtp),
      mails,
    }),
  })

  const organizationId = organizationIdOf(keyring)
  const operations = createOperations({
    store,
    clock,
    keyring,
    launchers,
    predictor: options.predictor ?? standIn,
    executions,
    workflowExecutions,
    quotas: createQuotas(store, clock, options.quotas),
    appClient,
    organizationId,
    hasSignup: options.signup ?? true,
  })
  const app = createApp({ operations, store, keyring, clock, onError, history })
  const { appClientId } = appClient
  const page = web
    ? createPage({ operations, store, keyring, clock, executions, history, appClientId, onError })
    : undefined
  if (page) events.subscribe(page.publish)
  if (options.onEvent) events.subscribe(options.onEvent)
  executions.watch()
  const housekeeping = startHousekeeping({ store, clock, onError })

  // Requests that are under way when the platform ends are answered before the store closes.
  const answering = new Set<Promise<Response>>()
  return {
    fetch(request) {
      const answer = Promise.resolve(app.fetch(request)).finally(() => answering.delete(answer))
      answering.add(answer)
      return answer
    },
    page,
    connectContainers: (gate) => launchers.forEach((launcher) => launcher.connect?.(gate)),
    appClient,
    isAppClientDeleted: isDeleted,
    organizationId,
    async enqueue(transitionId, input) {
      const transition = await store.get('transitions', transitionId)
      if (!transition) throw new Error(`There is no transition ${transitionId}`)
      return shown(await executions.start(transition, input))
    },
    async [Symbol.asyncDispose]() {
      await housekeeping.stop()
      await workflowExecutions.close()
      await executions.stop()
      await mails.settled()
      page?.stop()
      await history.stop()
      await Promise.allSettled(answering)
      await standIn[Symbol.asyncDispose]()
      await store[Symbol.asyncDispose]()
    },
  }
}
