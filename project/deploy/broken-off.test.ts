import { expect, test } from 'vitest'
import { createClient } from '../../client/index.ts'
import type { ProjectConfig } from '../config/project-config.ts'
import { actionsOf, openDeployed, project, whole } from '../../test/support/deployed-project.ts'
import { prune } from './apply.ts'

test('two deployments at once make nothing twice', async () => {
  await using opened = await openDeployed()
  await Promise.all([opened.deploy(), opened.deploy(), opened.deploy()])
  expect(await opened.all()).toEqual(whole)
  expect(actionsOf(await opened.plan())).toEqual([])
})

const credentialsOf = ({ platform: { appClient } }: Awaited<ReturnType<typeof openDeployed>>) => ({
  ...appClient,
  apiEndpoint: 'http://platform/v1',
  authEndpoint: 'http://platform/oauth2',
})

/** A client whose calls end after so many: the last one may still arrive. */
function dyingClient(opened: Awaited<ReturnType<typeof openDeployed>>, calls: number, lastArrives: boolean) {
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
      await using opened = await openDeployed()
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
  await using opened = await openDeployed()
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
