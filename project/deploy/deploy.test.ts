import { expect, test } from 'vitest'
import type { ProjectConfig } from '../config/project-config.ts'
import { actionsOf, openDeployed, project, whole } from '../../test/support/deployed-project.ts'
import { prune } from './apply.ts'

test('all of a project is made, in an order that works, and a second time nothing changes', async () => {
  await using opened = await openDeployed()
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
  await using opened = await openDeployed()
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
  await using opened = await openDeployed()
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
  await using opened = await openDeployed()
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
  await using opened = await openDeployed()
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
  await using opened = await openDeployed()
  await opened.deploy()
  const [workflow] = (await opened.client.workflows.list({})).workflows
  if (!workflow) throw new Error('it is not there')
  await opened.client.workflows.delete(workflow.workflowId)
  const { plan } = await opened.deploy()
  expect(actionsOf(plan)).toEqual(['create workflows/invoices'])
  expect(await opened.all()).toEqual(whole)
})
