import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { credentialsToEnvironment } from '../../client/credentials.ts'
import { createClient } from '../../client/index.ts'
import { RequestRefusedError } from '../../client/errors.ts'
import { TransitionId, WorkflowId, type JsonObject, type WorkflowExecution } from '../../contract/index.ts'
import { createMask } from '../../contract/mask.ts'
import { createPlatform, type Launcher } from '../../platform/index.ts'
import { readProjectConfig } from '../../project/config/read-project-config.ts'
import { withProfile } from '../../project/config/profile.ts'
import { applyProjectPlan } from '../../project/deploy/apply.ts'
import { makeProjectPlan } from '../../project/deploy/plan.ts'
import { openRecord } from '../../project/deploy/record.ts'
import { wantedOf } from '../../project/deploy/wanted.ts'
import { createFaults } from '../faults.ts'
import { milliseconds } from '../duration.ts'
import { transitionLoader } from '../load-transition.ts'
import { machineVariables } from '../machine-variables.ts'
import { documentOf } from '../prepare-world.ts'
import { scriptedPredictor } from '../scripted-predictions.ts'
import { startContainer, type Container } from '../simulated-container.ts'
import { createTransport, IN_PROCESS } from '../transport.ts'
import { coverageOf } from './coverage.ts'
import { createPace } from './pace.ts'
import { createStepPlans } from './step-plans.ts'
import type { StartedWorkflow, WorkflowHarness, WorkflowHarnessOptions } from './harness-types.ts'
import { describeResult, resultOf } from './workflow-result.ts'

/** A project's configuration, as `defineConfig` returns it. */
interface Testable {
  transitions: object
  workflows?: object | undefined
}

/** What stands for an image here. */
const SCHEME = 'harness:'

/**
 * Opens a harness for a workflow of a project: its definition on the real engine, its handlers on the real runtime.
 * @example
 * await using w = await workflowHarness(config, 'invoices', { documents: { invoice: 'invoice.pdf' } })
 * const execution = await w.start()
 */
export async function workflowHarness<const Config extends Testable, DocumentName extends string = never>(
  config: Config,
  name: keyof NonNullable<Config['workflows']> & string,
  options: WorkflowHarnessOptions<DocumentName, keyof Config['transitions'] & string> = {},
): Promise<WorkflowHarness<DocumentName, keyof Config['transitions'] & string>> {
  const project = withProfile(readProjectConfig(config), options.profile)
  const folder = resolve(options.folder ?? '.')
  const workflow = project.workflows?.[name]
  if (!workflow) throw new TypeError(`The project has no workflow ${name}`)

  const containers = new Set<Container>()
  const pace = createPace(options.startTime, () => containers)
  const mask = createMask([])
  const errors: unknown[] = []
  const plans = createStepPlans()
  const env: Readonly<Record<string, Readonly<Record<string, string>> | undefined>> = options.env ?? {}

  const launcher: Launcher = {
    accepts: (imageUrl) => imageUrl.startsWith(SCHEME),
    async launch({ imageUrl, executionId, environment, memory, onStart, onLine, signal }) {
      onStart()
      const step = imageUrl.slice(SCHEME.length)
      const outcome = plans.next(step)
      if (outcome) {
        const transitionId = TransitionId.parse(environment['TRANSITION_ID'])
        await client.transitions.executions.update(transitionId, executionId, outcome)
        return { code: 0, signal: null }
      }
      const transition = project.transitions[step]
      const container = startContainer({
        executionId,
        variables: {
          ...machineVariables(),
          ...credentialsToEnvironment(credentials),
          ...environment,
          ...env[step],
        },
        load: transitionLoader(join(folder, transition?.handler ?? '')),
        clock: pace.clock,
        connect: transport.connect,
        onLine,
        onWork: pace.wake,
        memoryLimit: memory * 2 ** 20,
      })
      containers.add(container)
      signal.addEventListener('abort', () => container.stop())
      try {
        return { code: await container.exited, signal: null }
      } finally {
        containers.delete(container)
        pace.wake()
      }
    },
  }
  const names = new Map<string, string>()
  const platform = await createPlatform({
    clock: pace.clock,
    launchers: [launcher],
    ...(options.predictions && {
      predictor: scriptedPredictor(options.predictions, (id) => names.get(id)),
    }),
    onError: (error) => errors.push(error),
  })
  const transport = createTransport({
    endpoints: IN_PROCESS,
    platform: platform.fetch,
    faults: createFaults(),
    mask,
    onWork: pace.countWork,
  })
  const { clientId, clientSecret } = platform.appClient
  mask.add(clientSecret)
  const credentials = { clientId, clientSecret, ...IN_PROCESS }
  const client = createClient(credentials, { fetch: platform.fetch, clock: pace.clock })
  const close = async () => {
    await platform[Symbol.asyncDispose]()
    if (errors.length > 0) throw new AggregateError(errors, 'the platform of the harness failed')
  }

  async function prepare() {
    const own: Readonly<Record<string, string | undefined>> = credentialsToEnvironment(credentials)
    const wanted = await wantedOf(project, {
      folder,
      schemasOf: async () => ({}),
      imageUrlOf: (step) => SCHEME + step,
      secretOf: (_, variables) =>
        Object.fromEntries(variables.map((one) => [one, options.secrets?.[one] ?? own[one] ?? 'test'])),
    })
    const ids = await applyProjectPlan(
      client,
      await makeProjectPlan(client, wanted, await openRecord(client, project.name)),
    )
    for (const [key, id] of ids) if (key.startsWith('models/')) names.set(id, key.slice('models/'.length))
    const documents: Record<string, string> = {}
    for (const [title, source] of Object.entries<Parameters<typeof documentOf>[0]>(options.documents ?? {})) {
      const { documentId } = await client.documents.create(await documentOf(source))
      documents[title] = documentId
      names.set(documentId, title)
    }
    return { ids, documents }
  }
  const { ids, documents } = await prepare().catch(async (error: unknown) => {
    await close()
    throw error
  })
  const workflowId = WorkflowId.parse(ids.get(`workflows/${name}`))
  const idOf = (step: string) => TransitionId.parse(ids.get(`transitions/${step}`))
  const started: WorkflowExecution['executionId'][] = []
  const get = async (executionId: WorkflowExecution['executionId']) =>
    client.workflows.executions.get(workflowId, executionId)

  /** The manual transitions for whose work nobody has been, or somebody is. */
  async function waitsFor(): Promise<string[]> {
    const waiting: string[] = []
    for (const [step, { type }] of Object.entries(project.transitions)) {
      if (type !== 'manual') continue
      const { executions } = await client.transitions.executions.list(idOf(step), { status: ['running'] })
      if (executions.length > 0) waiting.push(step)
    }
    return waiting
  }

  async function ended(executionId: WorkflowExecution['executionId']) {
    let found = await get(executionId)
    await pace.until(async () => {
      found = await get(executionId)
      if (found.status !== 'running') return true
      const waiting = await waitsFor()
      if (waiting.length === 0) return false
      throw new Error(
        `The execution waits for ${waiting.join(', ')}: claim('${waiting[0]}') takes the work (${describeResult(resultOf(found))})`,
      )
    })
    return resultOf(found)
  }

  return {
    async start(input = defaultInput(documents)): Promise<StartedWorkflow> {
      const { executionId } = await client.workflows.executions.create(workflowId, { input })
      started.push(executionId)
      return {
        executionId,
        async result() {
          await pace.settle()
          return resultOf(await get(executionId))
        },
        ended: () => ended(executionId),
      }
    },
    async claim(step) {
      const transitionId = idOf(step)
      let taken: { executionId: WorkflowExecutionTask; input: JsonObject } | undefined
      await pace.until(async () => {
        taken = await claimFrom(transitionId)
        if (taken) return true
        const all = await Promise.all(started.map(get))
        if (all.some(({ status }) => status === 'running') && (await waitsFor()).length === 0) return false
        const told = all.map((one) => describeResult(resultOf(one))).join('; ')
        throw new Error(`Nothing waits for ${step}: ${told === '' ? 'no execution was started' : told}`)
      })
      if (!taken) throw new Error(`Nothing waits for ${step}`)
      const { executionId, input } = taken
      const end = async (outcome: Parameters<typeof client.transitions.executions.update>[2]) => {
        await client.transitions.executions.update(transitionId, executionId, outcome)
      }
      return {
        input,
        complete: (output = input) => end({ status: 'succeeded', output }),
        reject: (message) => end({ status: 'rejected', error: { message } }),
        fail: (message) => end({ status: 'failed', error: { message } }),
      }
    },
    step: plans.of,
    clock: { now: () => pace.clock.now(), advance: (duration) => pace.advance(milliseconds(duration)) },
    client,
    documents: documents as WorkflowHarness<DocumentName>['documents'],
    async coverage() {
      await pace.settle()
      const definition: unknown = JSON.parse(await readFile(join(folder, workflow.definition), 'utf8'))
      return coverageOf(definition, (await Promise.all(started.map(get))).map(resultOf))
    },
    [Symbol.asyncDispose]: close,
  }

  async function claimFrom(transitionId: TransitionId) {
    try {
      return await client.transitions.executions.create(transitionId, {})
    } catch (error) {
      if (error instanceof RequestRefusedError && error.status === 404) return undefined
      throw error
    }
  }
}

type WorkflowExecutionTask = Awaited<
  ReturnType<ReturnType<typeof createClient>['transitions']['executions']['create']>
>['executionId']

function defaultInput(documents: Readonly<Record<string, string>>): JsonObject {
  const ids = Object.values(documents)
  return ids.length === 1 ? { documentId: ids[0] } : {}
}
