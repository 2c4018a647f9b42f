// Fills a store by the code of the checkout that it runs in, and is then gone without closing it, as if it was killed.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Clients from '../../../client/index.ts'
import type * as Platforms from '../../../platform/index.ts'
import type * as Clocks from '../../../testing/virtual-clock.ts'

const load = (file: string) => import(pathToFileURL(join(process.cwd(), file)).href)
// Another version's, of which only what is used here is the same.
const { createPlatform } = (await load('platform/index.ts')) as typeof Platforms
const { createClient } = (await load('client/index.ts')) as typeof Clients
const { VirtualClock } = (await load('testing/virtual-clock.ts')) as typeof Clocks

const [to = '', database] = process.argv.slice(2)
const clock = new VirtualClock(
  '2026-01-01T00:00:00Z',
  // A database takes some time to answer.
  () => new Promise((resolve) => setTimeout(resolve, database === undefined ? 5 : 100)),
)
const platform = await createPlatform({
  clock,
  ...(database === undefined ? { data: to } : { database, key: join(to, 'key') }),
  launchers: [
    {
      accepts: () => true,
      async launch({ imageUrl, onStart, onLine }) {
        if (imageUrl === 'image:runs') {
          onStart()
          onLine('it has started')
        }
        if (imageUrl === 'image:exits') return { code: 1, signal: null }
        return new Promise(() => {})
      },
    },
  ],
})
const { clientId, clientSecret, apiKey } = platform.appClient
const client = createClient(
  { clientId, clientSecret, apiEndpoint: 'http://platform/v1', authEndpoint: 'http://platform/oauth2' },
  { clock, fetch: platform.fetch },
)
const { transitions, workflows } = client

/** As the container of that name does. */
async function call(container: string, method: string, path: string, body?: object): Promise<void> {
  const { ok, status } = await platform.fetch(
    new Request(`http://platform/v1/transitions/${path}`, {
      method,
      headers: {
        'x-api-key': apiKey,
        'x-transition-container': container,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    }),
  )
  if (!ok) throw new Error(`${method} ${path} answered ${status}`)
}

const secret = await client.secrets.create({ data: { PASSWORD: 'from-the-secret' } })
const docker = async (imageUrl: string) =>
  (
    await transitions.create({
      transitionType: 'docker',
      parameters: { imageUrl, environmentSecrets: [secret.secretId] },
    })
  ).transitionId
const [runs, waits, exits] = [
  await docker('image:runs'),
  await docker('image:waits'),
  await docker('image:exits'),
]

const task = (resource: string) => ({ Type: 'Task', Resource: resource, End: true })
const workflow = async (definition: Record<string, unknown>, manualRetry = false) =>
  (
    await workflows.create({
      specification: { definition },
      ...(manualRetry && { errorConfig: { manualRetry } }),
    })
  ).workflowId
const start = async (workflowId: string, input = {}) => ({
  workflowId,
  executionId: (await workflows.executions.create(workflowId, { input })).executionId,
})
const held = await start(await workflow({ StartAt: 'Pay', States: { Pay: task(exits) } }, true), {
  of: 'held',
})
const failedWorkflow = await start(await workflow({ StartAt: 'Pay', States: { Pay: task(exits) } }))
const waiting = await start(
  await workflow({ StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 600, End: true } } }),
  { of: 'waiting' },
)
const checked = (await transitions.create({ transitionType: 'manual', name: 'Check' })).transitionId
const branch = (name: string, state: object) => ({ StartAt: name, States: { [name]: state } })
const forked = await start(
  await workflow({
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [branch('Check', task(checked)), branch('Pass', { Type: 'Pass', Result: 1, End: true })],
        End: true,
      },
    },
  }),
)
// By then its attempts are used up: a Task whose state says nothing is tried again a few times.
await clock.advance(30_000)

const manual = (await transitions.create({ transitionType: 'manual', name: 'Approve' })).transitionId
const enqueue = async (input: Record<string, unknown>) => (await platform.enqueue(manual, input)).executionId
const [claimed, succeeded, failed] = [
  await enqueue({ n: 1 }),
  await enqueue({ n: 2 }),
  await enqueue({ n: 3 }),
]
const [queuedFirst, queuedNext] = [
  await enqueue({ n: 4, text: 'ä "\\u0000" \u{1F600}' }),
  await enqueue({ n: 5 }),
]
for (let times = 0; times < 3; times += 1) await call('worker-1', 'POST', `${manual}/executions`, {})
await transitions.executions.heartbeats.create(manual, claimed, { progress: { fraction: 0.5 } })
await transitions.executions.update(manual, succeeded, { status: 'succeeded', output: { ok: true } })
await transitions.executions.update(manual, failed, { status: 'failed', error: { message: 'no total' } })

const started = (await transitions.executions.create(runs, { input: { a: 1 } })).executionId
const notStarted = (await transitions.executions.create(waits)).executionId
const exited = (await transitions.executions.create(exits)).executionId
await clock.advance(2000)
await call('container-1', 'GET', `${runs}/executions/${started}`)

const bytes = Buffer.from('%PDF-1.7 a document')
const { datasetId } = await client.datasets.create({ name: 'Invoices' })
const { documentId } = await client.documents.create({
  content: bytes.toString('base64'),
  contentType: 'application/pdf',
  datasetId,
  groundTruth: [{ label: 'total', value: '1.00' }],
})
const {
  appClientId,
  clientId: otherId,
  clientSecret: otherSecret,
} = await client.appClients.create({ name: 'other' })
await clock.advance(0)

const ids = {
  manual,
  claimed,
  succeeded,
  failed,
  queuedFirst,
  queuedNext,
  runs,
  started,
  waits,
  notStarted,
  exits,
  exited,
  held,
  failedWorkflow,
  waiting,
  checked,
  forked,
  datasetId,
  documentId,
  appClientId,
  otherId,
  otherSecret,
  now: clock.now(),
}
await writeFile(join(to, 'ids.json'), `${JSON.stringify(ids, null, 2)}\n`)
process.kill(process.pid, 'SIGKILL')
