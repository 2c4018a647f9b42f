// The platform's official client for Node, unmodified: what it can do with this version of the API, it can do here.
import { readFile } from 'node:fs/promises'
import { Client } from '@lucidtech/las-sdk-node'
import { afterAll, describe, expect, test } from 'vitest'
import { listOperations, routes } from '../../contract/index.ts'
import { rejection } from '../support/rejection.ts'
import { METHODS, NEWER } from './official-methods.ts'
import { served, startOfficialClient } from './official-client.ts'

const named = { name: 'a name', description: 'a description' }
const renamed = { name: 'another name' }
const FIELDS = { total: { type: 'amount', maxLength: 20 } } as const
const SIZE = { ...named, width: 768, height: 768 }
/** What this version of the API takes, where the client's types are those of a newer one. */
const older = (body: object) => body as never

describe('the official client can', () => {
  // Of all tests together: a part of them need not call everything.
  // oxlint-disable-next-line no-empty-pattern -- vitest finds out by it which fixtures are used
  afterAll(({}, { tasks }) => {
    if (!tasks.every(({ result }) => result?.state === 'pass')) return
    const all = Object.keys(METHODS).filter((id) => METHODS[id])
    const different = [...new Set([...all, ...served])].filter((id) => !(METHODS[id] && served.has(id)))
    if (different.length > 0)
      throw new Error(`called and not listed, or listed and not called: ${different.join(', ')}`)
  })

  test('create, list, change and delete app clients', async () => {
    await using api = await startOfficialClient()
    const { las } = api
    const { appClientId } = await las.createAppClient({ ...named, generateSecret: true })
    await las.updateAppClient(appClientId, renamed)
    expect((await las.listAppClients()).appClients).toContainEqual(expect.objectContaining(renamed))
    await las.deleteAppClient(appClientId)
    expect((await las.listAppClients()).appClients).not.toContainEqual(expect.objectContaining(renamed))
  })

  test('create, get, list, change and delete assets', async () => {
    await using api = await startOfficialClient()
    const { las } = api
    const { assetId } = await las.createAsset(btoa('first'), older(named))
    await las.updateAsset(assetId, { ...renamed, content: btoa('second') })
    expect(await las.getAsset(assetId)).toMatchObject({ ...renamed, content: btoa('second') })
    expect((await las.listAssets({ maxResults: 1 })).assets).toHaveLength(1)
    await las.deleteAsset(assetId)
    expect(await statusOf(las.getAsset(assetId))).toBe(404)
  })

  test('create, get, list, change and delete documents, one by one or all of a dataset', async () => {
    await using api = await startOfficialClient()
    const { las } = api
    const { datasetId } = await las.createDataset(named)
    const [first] = [await upload(las, { datasetId }), await upload(las, { datasetId })]
    const groundTruth = [{ label: 'total', value: '12.00' }]
    await las.updateDocument(first, older({ groundTruth }))
    expect(await las.getDocument(first)).toMatchObject({ groundTruth, content: await invoice() })
    await las.deleteDocument(first)
    expect((await las.listDocuments({ datasetId })).documents).toHaveLength(1)
    expect((await las.deleteDocuments({ datasetId })).documents).toHaveLength(1)
    expect((await las.listDocuments()).documents).toHaveLength(0)
  })

  test('create, get, list, change and delete datasets and their bundles', async () => {
    await using api = await startOfficialClient()
    const { las } = api
    const { datasetId } = await las.createDataset(named)
    await las.updateDataset(datasetId, renamed)
    expect(await las.getDataset(datasetId)).toMatchObject(renamed)
    const { modelId } = await las.createModel(FIELDS, older(SIZE))
    const { dataBundleId } = await las.createDataBundle(modelId, [datasetId], named)
    await las.updateDataBundle(modelId, dataBundleId, renamed)
    expect((await las.listDataBundles(modelId)).dataBundles).toEqual([expect.objectContaining(renamed)])
    await las.deleteDataBundle(modelId, dataBundleId)
    await las.deleteDataset(datasetId)
    expect((await las.listDatasets()).datasets).toEqual([])
  })

  test('create, get, list, change and delete models, and let them read documents', async () => {
    await using api = await startOfficialClient()
    const { las } = api
    const { modelId } = await las.createModel(FIELDS, older(SIZE))
    await las.updateModel(modelId, renamed)
    expect(await las.getModel(modelId)).toMatchObject(renamed)
    expect((await las.listModels({ maxResults: 1 })).models).toHaveLength(1)
    const { predictions } = await las.createPrediction(await upload(las), modelId, { maxPages: 1 })
    expect(predictions).toEqual([expect.objectContaining({ label: 'total' })])
    expect((await las.listPredictions()).predictions).toHaveLength(1)
    await las.deleteModel(modelId)
    expect(await statusOf(las.getModel(modelId))).toBe(404)
  })

  test('get and change the organization', async () => {
    await using api = await startOfficialClient()
    const { las, organizationId } = api
    await las.updateOrganization(organizationId, renamed)
    expect(await las.getOrganization(organizationId)).toMatchObject(renamed)
  })

  test('create, list and change secrets', async () => {
    await using api = await startOfficialClient()
    const { las } = api
    const { secretId } = await las.createSecret({ KEY: 'value' }, named)
    await las.updateSecret(secretId, { ...renamed, data: { KEY: 'other' } })
    expect((await las.listSecrets()).secrets).toEqual([expect.objectContaining({ secretId, ...renamed })])
  })

  test('create, get, list, change and delete transitions', async () => {
    await using api = await startOfficialClient()
    const { las } = api
    const { transitionId } = await las.createTransition('manual', { ...named, parameters: { assets: {} } })
    await las.updateTransition(transitionId, { ...renamed, inputJsonSchema: { type: 'object' } })
    expect(await las.getTransition(transitionId)).toMatchObject(renamed)
    expect((await las.listTransitions({ transitionType: ['manual', 'docker'] })).transitions).toHaveLength(1)
    await las.deleteTransition(transitionId)
    expect(await statusOf(las.getTransition(transitionId))).toBe(404)
  })

  test('run a transition: start it, keep it alive, give it its outcome, and read its log', async () => {
    await using api = await startOfficialClient()
    const { las } = api
    const parameters = { imageUrl: 'an/image', cpu: 256, memory: 512 } as const
    const { transitionId } = await las.createTransition('docker', { ...named, parameters })
    const { executionId, logId } = await las.executeTransition(transitionId)
    await las.sendHeartbeat(transitionId, executionId)
    const outcome = { status: 'succeeded', output: { total: 12 } } as const
    await las.updateTransitionExecution(transitionId, executionId, outcome)
    expect(await las.getTransitionExecution(transitionId, executionId)).toMatchObject({ status: 'succeeded' })
    const query = { status: ['succeeded', 'failed'], sortBy: 'startTime', order: 'ascending' } as const
    const { executions } = await las.listTransitionExecutions(transitionId, {
      ...query,
      status: [...query.status],
    })
    expect(executions).toEqual([expect.objectContaining({ executionId })])
    expect(await las.getLog(logId ?? '')).toMatchObject({ logId, transitionId })
    expect(await statusOf(las.sendHeartbeat(transitionId, executionId))).toBe(400)
  })

  test('create, get, list, change and delete users', async () => {
    await using api = await startOfficialClient()
    const { las } = api
    const { userId } = await las.createUser('someone@example.com')
    await las.updateUser(userId, older(renamed))
    expect(await las.getUser(userId)).toMatchObject({ ...renamed, email: 'someone@example.com' })
    expect((await las.listUsers()).users).toHaveLength(1)
    await las.deleteUser(userId)
    expect(await statusOf(las.getUser(userId))).toBe(404)
  })

  test('create, get, list, change and delete workflows and their executions', async () => {
    await using api = await startOfficialClient()
    const { las } = api
    const { transitionId } = await las.createTransition('manual', named)
    const definition = {
      StartAt: 'Step',
      States: { Step: { Type: 'Task', Resource: transitionId, End: true } },
    }
    const { workflowId } = await las.createWorkflow(
      'a workflow',
      { definition },
      { errorConfig: { manualRetry: true } },
    )
    await las.updateWorkflow(workflowId, renamed)
    expect(await las.getWorkflow(workflowId)).toMatchObject(renamed)
    expect((await las.listWorkflows()).workflows).toHaveLength(1)

    const [moved, stopped] = [
      await las.executeWorkflow(workflowId, { n: 1 }),
      await las.executeWorkflow(workflowId, {}),
    ]
    const nextTransitionId = 'las:transition:commons-failed'
    await las.updateWorkflowExecution(workflowId, moved.executionId, { nextTransitionId })
    await las.deleteWorkflowExecution(workflowId, stopped.executionId)
    expect(await las.getWorkflowExecution(workflowId, moved.executionId)).toMatchObject({ status: 'failed' })
    expect((await las.listWorkflowExecutions(workflowId, { status: ['failed'] })).executions).toHaveLength(2)
    await las.deleteWorkflow(workflowId)
    expect(await statusOf(las.getWorkflow(workflowId))).toBe(404)
  })
})

test('its createDocument, which leaves the content to a file server, is told that the content is missing', async () => {
  await using api = await startOfficialClient()
  const error = await rejection(api.las.createDocument(Buffer.from('%PDF-'), 'application/pdf'))
  expect(error).toMatchObject({
    response: { status: 400, data: { message: expect.stringContaining('content') } },
  })
})

describe('nothing of it is left out:', () => {
  test('each operation of the API is listed here', () => {
    expect(Object.keys(METHODS).toSorted()).toEqual(
      listOperations(routes)
        .map(({ id }) => id)
        .toSorted(),
    )
  })

  test('each method of the client is listed here, as an operation of the API or as newer', () => {
    const methods = Object.getOwnPropertyNames(Client.prototype)
      .filter((name) => name !== 'constructor' && !/^make|^getAuthorizationHeaders$/.test(name))
      .toSorted()
    const listed = Object.values(METHODS).filter((name) => name !== undefined && name !== 'makePostRequest')
    expect([...listed, ...NEWER].toSorted()).toEqual(methods)
  })
})

async function invoice(): Promise<string> {
  return (await readFile('examples/predict/invoice.pdf')).toString('base64')
}

async function upload(las: Client, more: object = {}): Promise<string> {
  const body = { content: await invoice(), contentType: 'application/pdf', ...more }
  return (await las.makePostRequest<{ documentId: string }>('/documents', body)).documentId
}

/** The status that a call fails with. */
async function statusOf(call: Promise<unknown>): Promise<unknown> {
  const error = await rejection(call)
  return Object(Object(error).response).status
}
