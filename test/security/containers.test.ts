import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { createPlatform, serve } from '../../platform/index.ts'
import type { ContainerGate } from '../../platform/launchers/launcher.ts'
import { docker, hasNoEngine, why } from '../support/docker/engine.ts'
import { runExecution, startDockerPlatform } from '../support/docker/execution.ts'
import { buildHandlersImage } from '../support/docker/fixture-image.ts'
import { hasNoNamespaces, openOtherMachine, whyNoNamespaces } from '../support/namespace.ts'
import { knock } from './knock.ts'

/** Something else that listens on this machine, such as a database. */
async function startNeighbour(host: string) {
  const server = createServer((_request, response) => response.end('the neighbour')).listen(0, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A platform with its page, and the way that it opens for the containers of a network. */
async function startWithGate(host: string) {
  const gate = Promise.withResolvers<ContainerGate>()
  const launcher = {
    accepts: () => false,
    launch: () => Promise.reject(new Error('none')),
    connect: gate.resolve,
  }
  const platform = await createPlatform({ web: true, launchers: [launcher] })
  const server = await serve(platform, { port: 0, host })
  return {
    gate: await gate.promise,
    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

describe.skipIf(hasNoNamespaces)(`a container's network${whyNoNamespaces}`, () => {
  it.each(['127.0.0.1', '0.0.0.0'])('reaches the API and nothing else of a platform on %s', async (host) => {
    await using container = await openOtherMachine()
    await using platform = await startWithGate(host)
    await using neighbour = await startNeighbour('127.0.0.1')
    const { here: gateway, subnet } = container
    await using opened = new AsyncDisposableStack()
    opened.use(await platform.gate.listen({ gateway, subnet }))
    const base = `http://${gateway}:${platform.gate.port}`
    const names = { host: `localhost:${platform.gate.port}` }
    const statuses = async (paths: string[]) =>
      (
        await knock(
          paths.map((path) => ({ url: base + path, headers: names })),
          container,
        )
      ).map(({ status }) => status)
    expect(await statuses(['/v1/openapi.json', '/v1/documents', '/oauth2/token'])).toEqual([200, 403, 404])
    const closed = [
      '/',
      '/login',
      '/executions',
      '/events',
      '/assets/x/page.js',
      '/local/',
      '/v1x',
      '/logout',
    ]
    expect(await statuses(closed)).toEqual(closed.map(() => 404))
    expect(await knock([{ url: `http://${gateway}:${neighbour.port}/` }], container)).toEqual([
      { error: 'ECONNREFUSED' },
    ])
  })

  it('is all that reaches its listener', async () => {
    await using container = await openOtherMachine()
    await using platform = await startWithGate('127.0.0.1')
    await using opened = new AsyncDisposableStack()
    opened.use(
      await platform.gate.listen({
        gateway: container.here,
        subnet: '172.31.255.0/24',
      }),
    )
    const [answer] = await knock(
      [{ url: `http://${container.here}:${platform.gate.port}/v1/openapi.json` }],
      container,
    )
    expect(answer?.error).toMatch(/ECONNRESET|socket hang up/)
  })
})

describe.skipIf(hasNoEngine)(`a container${why}`, () => {
  let imageUrl: string
  beforeAll(async () => {
    imageUrl = await buildHandlersImage(docker)
  })

  it.each(['LAS_API_ENDPOINT', 'LAS_AUTH_ENDPOINT'])(
    'opens no other port of this machine by %s',
    async (name) => {
      await using platform = await startDockerPlatform()
      await using neighbour = await startNeighbour('127.0.0.1')
      const { status, error } = await runExecution(platform, {
        imageUrl,
        handler: 'succeeds.mjs',
        environment: { [name]: `http://127.0.0.1:${neighbour.port}/v1` },
      })
      expect(status).toBe('failed')
      expect(error?.message).toContain("a container reaches only the platform's own, at port")
    },
  )
})
