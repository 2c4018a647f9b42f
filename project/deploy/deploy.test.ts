import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createClient, type Client } from '../../client/index.ts'
import type { ProjectConfig } from '../config/project-config.ts'
import { openPlatform } from '../../test/support/embedded-platform.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { applyProjectPlan, prune } from './apply.ts'
import { KINDS, apis } from './kinds.ts'
import { makeProjectPlan } from './plan.ts'
import { openRecord } from './record.ts'
import { wantedOf } from './wanted.ts'

const project: ProjectConfig = {
  name: 'invoices',
  secrets: { erp: ['ERP_KEY'] },
  assets: { view: { file: 'view.js' } },
  models: { invoice: { fieldConfig: { total: { type: 'amount', maxLength: 20 } } } },
  transitions: {
    predict: { handler: 'predict.ts', environment: { MODEL_ID: { model: 'invoice' } } },
    review: { type: 'manual', form: { total: { type: 'amount' } }, assets: { jsRemoteComponent: 'view' } },
    export: { handler: 'export.ts', environmentSecrets: ['erp'], memory: 512, description: 'Books it' },
  },
  workflows: { invoices: { definition: 'invoices.asl.json', errorConfig: { manualRetry: true } } },
}

const definition = (last = 'export') => ({
  StartAt: 'Predict',
  States: {
    Predict: { Type: 'Task', Resource: 'predict', Next: 'Review' },
    Review: { Type: 'Task', Resource: 'review', Next: 'Export' },
    Export: { Type: 'Task', Resource: last, End: true },
  },
})

async function open() {
  const folder = await temporaryFolder()
  await writeFile(join(folder.path, 'view.js'), 'export default 1')
  await writeFile(join(folder.path, 'invoices.asl.json'), JSON.stringify(definition()))
  const platform = await openPlatform({
    launchers: [{ accepts: () => true, launch: async () => ({ code: 0, signal: null }) }],
  })
  const deploy = async (config = project, client: Client = platform.client) => {
    const plan = await planOf(client, config)
    // The command refuses what is foreign.
    if (plan.steps.some(({ isForeign }) => isForeign)) throw new Error('something is not ours')
    const ids = await applyProjectPlan(client, plan)
    return { plan, ids }
  }
  const planOf = async (client: Client, config = project) => {
    const wanted = await wantedOf(config, {
      folder: folder.path,
      schemasOf: async () => ({ inputJsonSchema: { type: 'object' } }),
      imageUrlOf: (name) => `registry.test/${name}:1`,
      secretOf: () => ({ ERP_KEY: 'very secret' }),
    })
    return makeProjectPlan(client, wanted, await openRecord(client, config.name))
  }
  return {
    ...platform,
    folder,
    deploy,
    plan: (config = project) => planOf(platform.client, config),
    /** All that is on the platform, by kind and name. */
    async all() {
      const lists = await Promise.all(KINDS.map(async (kind) => apis[kind].list(platform.client)))
      return lists.flatMap((list, index) => list.map(({ name }) => `${KINDS[index]}/${name}`)).toSorted()
    },
    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

const actionsOf = ({ steps }: { steps: { wanted: { key: string }; action: string }[] }) =>
  steps.filter(({ action }) => action !== 'unchanged').map(({ wanted, action }) => `${action} ${wanted.key}`)

const whole = [
  'assets/docker-transition project invoices',
  'assets/invoices: form of review',
  'assets/view',
  'models/invoice',
  'secrets/erp',
  'transitions/export',
  'transitions/predict',
  'transitions/review',
  'workflows/invoices',
]

test('all of a project is made, in an order that works, and a second time nothing changes', async () => {
  await using opened = await open()
  const { plan, ids } = await opened.deploy()
  expect(actionsOf(plan)).toEqual([
    'create secrets/erp',
    'create assets/view',
    'create forms/review',
    'create models/invoice',
    'create transitions/predict',
    'create transitions/review',
    'create transitions/export',
    'create workflows/invoices',
  ])
  expect(await opened.all()).toEqual(whole)
  const { transitions } = await opened.client.transitions.list({})
  const parameters = Object.fromEntries(transitions.map(({ name, parameters }) => [name, parameters]))
  expect(parameters).toMatchObject({
    predict: { imageUrl: 'registry.test/predict:1', environment: { MODEL_ID: ids.get('models/invoice') } },
    review: { assets: { fieldConfig: ids.get('forms/review'), jsRemoteComponent: ids.get('assets/view') } },
    export: { environmentSecrets: [ids.get('secrets/erp')], memory: 512 },
  })
  const again = await opened.deploy()
  expect(actionsOf(again.plan)).toEqual([])
  expect(again.plan.steps.flatMap(({ drift }) => drift)).toEqual([])
  expect(await opened.all()).toEqual(whole)
})

test('what changed is updated; what the API can not change is replaced, and workflows go on with the new one', async () => {
  await using opened = await open()
  const before = await opened.deploy()
  const changed: ProjectConfig = {
    ...project,
    models: { invoice: { fieldConfig: { total: { type: 'amount', maxLength: 30 } } } },
    transitions: { ...project.transitions, export: { handler: 'export.ts', memory: 1024 } },
  }
  const { plan, ids } = await opened.deploy(changed)
  expect(actionsOf(plan)).toEqual([
    'update models/invoice',
    'replace transitions/export',
    'replace workflows/invoices',
  ])
  const { transitions } = await opened.client.transitions.list({})
  const [old, now] = [before.ids, ids].map((all) =>
    transitions.find(({ transitionId }) => transitionId === all.get('transitions/export')),
  )
  expect(now).toMatchObject({ name: 'export', description: 'Books it', parameters: { memory: 1024 } })
  expect(old).toMatchObject({ name: `export (replaced by ${now?.transitionId})` })
  const again = await opened.plan(changed)
  expect(actionsOf(again)).toEqual([])
  expect(again.unneeded.map(({ key }) => key)).toEqual(['transitions/export', 'workflows/invoices'])
  await prune(opened.client, again.unneeded, again.book)
  expect(await opened.all()).toEqual(whole)
  expect((await opened.plan(changed)).unneeded).toEqual([])
})

test('what the project no longer names stays, until it is pruned', async () => {
  await using opened = await open()
  await opened.deploy()
  const { workflows: _, ...without } = project
  await opened.deploy(without)
  expect(await opened.all()).toEqual(whole)
  const { unneeded, book } = await opened.plan(without)
  expect(unneeded.map(({ key }) => key)).toEqual(['workflows/invoices'])
  await prune(opened.client, unneeded, book)
  expect(await opened.all()).toEqual(whole.filter((name) => name !== 'workflows/invoices'))
})

test('what somebody else changed since is told, and set right', async () => {
  await using opened = await open()
  const { ids } = await opened.deploy()
  const { transitions } = await opened.client.transitions.list({})
  const predict = transitions.find(({ transitionId }) => transitionId === ids.get('transitions/predict'))
  if (!predict) throw new Error('it is not there')
  await opened.client.transitions.update(predict.transitionId, { environment: { MODEL_ID: 'other' } })
  const { steps } = await opened.plan()
  expect(steps.find(({ wanted }) => wanted.key === 'transitions/predict')).toMatchObject({
    action: 'update',
    drift: ['environment'],
    changes: [{ path: 'environment.MODEL_ID', from: 'other', to: ids.get('models/invoice') }],
  })
})

test('what has its name, and the project did not make, is foreign; a secret is anybody’s', async () => {
  await using opened = await open()
  await opened.client.models.create({
    name: 'invoice',
    fieldConfig: { a: { type: 'all', maxLength: 5 } },
    width: 128,
    height: 128,
  })
  await opened.client.secrets.create({ name: 'erp', data: { ERP_KEY: 'a' } })
  const { steps } = await opened.plan()
  expect(steps.filter(({ isForeign }) => isForeign).map(({ wanted }) => wanted.key)).toEqual([
    'models/invoice',
  ])
  expect(steps.find(({ wanted }) => wanted.key === 'secrets/erp')).toMatchObject({ action: 'unchanged' })
})

test('what others deleted is made again', async () => {
  await using opened = await open()
  await opened.deploy()
  const [workflow] = (await opened.client.workflows.list({})).workflows
  if (!workflow) throw new Error('it is not there')
  await opened.client.workflows.delete(workflow.workflowId)
  const { plan } = await opened.deploy()
  expect(actionsOf(plan)).toEqual(['create workflows/invoices'])
  expect(await opened.all()).toEqual(whole)
})

test('two deployments at once make nothing twice', async () => {
  await using opened = await open()
  await Promise.all([opened.deploy(), opened.deploy(), opened.deploy()])
  expect(await opened.all()).toEqual(whole)
  expect(actionsOf(await opened.plan())).toEqual([])
})

const credentialsOf = ({ platform: { appClient } }: Awaited<ReturnType<typeof open>>) => ({
  ...appClient,
  apiEndpoint: 'http://platform/v1',
  authEndpoint: 'http://platform/oauth2',
})

/** A client whose calls end after so many: the last one may still arrive. */
function dyingClient(opened: Awaited<ReturnType<typeof open>>, calls: number, lastArrives: boolean) {
  const state = { left: calls, made: 0 }
  const client = createClient(credentialsOf(opened), {
    clock: { now: Date.now, monotonic: () => performance.now(), sleep: async () => {} },
    fetch: async (request: Request) => {
      const { pathname } = new URL(request.url)
      if (pathname.endsWith('/token')) return opened.platform.fetch(request)
      state.made += 1
      state.left -= 1
      if (state.left > 0) return opened.platform.fetch(request)
      if (state.left === 0 && lastArrives) await opened.platform.fetch(request)
      throw new TypeError('fetch failed')
    },
  })
  return { client, state }
}

test.each([true, false])(
  'a deployment that dies at any of its calls is gone on with (the call arrives: %s)',
  async (lastArrives) => {
    const changed: ProjectConfig = {
      ...project,
      transitions: { ...project.transitions, export: { handler: 'export.ts', memory: 1024 } },
    }
    let isComplete = false
    for (let calls = 1; !isComplete; calls += 1) {
      await using opened = await open()
      // The first one makes everything, the second one replaces something.
      isComplete = true
      for (const config of [project, changed]) {
        const { client } = dyingClient(opened, calls, lastArrives)
        isComplete = await opened.deploy(config, client).then(
          () => true,
          () => false,
        )
        await opened.deploy(config)
        expect(actionsOf(await opened.plan(config)), `after ${calls} calls`).toEqual([])
      }
      const { unneeded, book } = await opened.plan(changed)
      await prune(opened.client, unneeded, book)
      expect(await opened.all(), `after ${calls} calls`).toEqual(whole)
    }
  },
)

test('an answer that is lost after a POST makes nothing twice', async () => {
  await using opened = await open()
  const client = createClient(credentialsOf(opened), {
    clock: { now: Date.now, monotonic: () => performance.now(), sleep: async () => {} },
    fetch: async (request: Request) => {
      const answer = await opened.platform.fetch(request)
      if (request.method === 'POST' && !request.url.includes('/token')) throw new TypeError('fetch failed')
      return answer
    },
  })
  await opened.deploy(project, client)
  expect(await opened.all()).toEqual(whole)
})
