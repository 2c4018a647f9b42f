import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../client/index.ts'
import { createPlatform, type Job, type Launcher } from '../../platform/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { START_MS } from '../support/stores.ts'
import { oldStores, type Ids, type OldStore } from './stores.ts'

const MINUTE = 60_000

for (const { name, skip, open } of oldStores)
  describe.skipIf(skip)(`a store of schema 6 on ${name}`, () => {
    let old: OldStore
    let ids: Ids
    beforeAll(async () => {
      old = await open()
      ;({ ids } = old)
    }, START_MS)
    afterAll(() => old?.[Symbol.asyncDispose]())

    /** A platform of today's code on a copy, at the time when the earlier one was killed. */
    async function reopen() {
      const jobs: Job[] = []
      const launcher: Launcher = {
        accepts: () => true,
        launch: (job) =>
          new Promise((resolve) => {
            jobs.push(job)
            job.onStart()
            job.signal.addEventListener('abort', () => resolve({ code: null, signal: 'SIGTERM' }))
          }),
        // The engine still has the container that was started.
        recover: async (executionIds) => new Set([ids.started].filter((id) => executionIds.has(id))),
        isShared: true,
      }
      const clock = new VirtualClock(ids.now, old.settle)
      const errors: unknown[] = []
      const platform = await createPlatform({
        ...(await old.copy()),
        clock,
        launchers: [launcher],
        onError: (error) => errors.push(error),
      })
      const clientOf = (clientId: string, clientSecret = '') =>
        createClient(
          {
            clientId,
            clientSecret,
            apiEndpoint: 'http://platform/v1',
            authEndpoint: 'http://platform/oauth2',
          },
          { clock, fetch: platform.fetch },
        )
      const { clientId, clientSecret, apiKey } = platform.appClient
      const call = async (container: string, method: string, path: string, body?: object) => {
        const headers = {
          'x-api-key': apiKey,
          'x-transition-container': container,
          'content-type': 'application/json',
        }
        const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
        return (await platform.fetch(new Request(`http://platform/v1/transitions/${path}`, init))).status
      }
      return {
        clock,
        jobs,
        client: clientOf(clientId, clientSecret),
        clientOf,
        call,
        async [Symbol.asyncDispose]() {
          await platform[Symbol.asyncDispose]()
          expect(errors).toEqual([])
        },
      }
    }

    it('still has its queue, in order', async () => {
      await using opened = await reopen()
      const { executions } = opened.client.transitions
      const claimed = [await executions.create(ids.manual), await executions.create(ids.manual)]
      expect(claimed).toMatchObject([
        { executionId: ids.queuedFirst, input: { n: 4, text: 'ä "\\u0000" \u{1F600}' } },
        { executionId: ids.queuedNext, input: { n: 5 } },
      ])
      await expect(executions.create(ids.manual)).rejects.toMatchObject({ status: 404 })
    })

    it('still has its leases: the claimant ends its work, another one is refused', async () => {
      await using opened = await reopen()
      const path = `${ids.manual}/executions/${ids.claimed}`
      expect(await opened.call('worker-2', 'POST', `${path}/heartbeats`, {})).toBe(409)
      expect(await opened.call('worker-1', 'POST', `${path}/heartbeats`, {})).toBe(204)
      expect(await opened.call('worker-1', 'PATCH', path, { status: 'succeeded', output: { n: 1 } })).toBe(
        200,
      )
      const { status } = await opened.client.transitions.executions.get(ids.manual, ids.claimed)
      expect(status).toBe('succeeded')
    })

    it('requeues what its claimant has left, before what came later', async () => {
      await using opened = await reopen()
      await opened.clock.advance(MINUTE + 2000)
      const next = await opened.client.transitions.executions.create(ids.manual)
      expect(next.executionId).toBe(ids.claimed)
    })

    it('still has its ended executions, logs, documents and datasets', async () => {
      await using opened = await reopen()
      const { client } = opened
      const { executions } = client.transitions
      expect(await executions.get(ids.manual, ids.succeeded)).toMatchObject({ status: 'succeeded' })
      expect(await executions.get(ids.manual, ids.failed)).toMatchObject({ status: 'failed' })
      const { logId } = await executions.get(ids.runs, ids.started)
      expect((await client.logs.get(logId ?? '')).events).toMatchObject([{ message: 'it has started' }])
      const { content } = await client.documents.get(ids.documentId)
      expect(Buffer.from(content ?? '', 'base64').toString()).toBe('%PDF-1.7 a document')
      expect(await client.datasets.get(ids.datasetId)).toMatchObject({
        numberOfDocuments: 1,
        groundTruthSummary: { total: 1 },
      })
    })

    it('recovers its containers: one is watched again, one is started, each with its secrets', async () => {
      await using opened = await reopen()
      // Where platforms share a database, the one that was killed is found dead first.
      await opened.clock.advance(30_000)
      expect(opened.jobs.map(({ executionId }) => executionId).toSorted()).toEqual(
        [ids.started, ids.notStarted].toSorted(),
      )
      for (const { environment } of opened.jobs)
        expect(environment).toMatchObject({ PASSWORD: 'from-the-secret' })
      const path = `${ids.runs}/executions/${ids.started}`
      expect(await opened.call('container-1', 'PATCH', path, { status: 'succeeded', output: {} })).toBe(200)
    })

    it('still has its app clients', async () => {
      await using opened = await reopen()
      const other = opened.clientOf(ids.otherId, ids.otherSecret)
      expect((await other.transitions.get(ids.manual)).name).toBe('Approve')
      await opened.client.appClients.delete(ids.appClientId)
      await expect(other.transitions.get(ids.manual)).rejects.toMatchObject({ status: 401 })
    })

    it('moves its workflows on: one that was held, one that waited, one that had forked', async () => {
      await using opened = await reopen()
      const { client, clock } = opened
      const { executions } = client.workflows
      const get = ({ workflowId, executionId }: Ids['held']) => executions.get(workflowId, executionId)
      expect(await get(ids.failedWorkflow)).toMatchObject({ status: 'failed' })
      expect(await get(ids.held)).toMatchObject({ status: 'retry', input: { of: 'held' } })
      await executions.update(ids.held.workflowId, ids.held.executionId, { nextTransitionId: ids.exits })
      const check = await client.transitions.executions.create(ids.checked)
      await client.transitions.executions.update(ids.checked, check.executionId, {
        status: 'succeeded',
        output: { ok: 1 },
      })
      await clock.advance(2000)
      expect(await get(ids.forked)).toMatchObject({ status: 'succeeded', output: { output: [{ ok: 1 }, 1] } })
      const paid = opened.jobs.find(({ environment }) => environment['TRANSITION_ID'] === ids.exits)
      await client.transitions.executions.update(ids.exits, paid?.executionId ?? '', {
        status: 'succeeded',
        output: { ok: 2 },
      })
      await clock.advance(2000)
      expect(await get(ids.held)).toMatchObject({ status: 'succeeded', output: { ok: 2 } })
      expect(await get(ids.waiting)).toMatchObject({ status: 'running' })
      await clock.advance(10 * MINUTE)
      expect(await get(ids.waiting)).toMatchObject({ status: 'succeeded', output: { of: 'waiting' } })
    })
  })
