import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createReach } from './reach.ts'

/** Only Linux has all of 127.0.0.0/8. */
const isLinux = process.platform === 'linux'
const NETWORK = { gateway: '127.0.0.2', subnet: '127.0.0.0/8' }

/** Something that listens on loopback, as a platform does. */
async function startServer() {
  const server = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
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

describe('the way from a container to this machine', () => {
  it.each([
    ['http://127.0.0.1:4010/v1', 'http://host.docker.internal:4010/v1'],
    ['http://localhost:4010', 'http://host.docker.internal:4010'],
    ['https://[::1]:4010/v1', 'https://host.docker.internal:4010/v1'],
    ['localhost/oauth2', 'host.docker.internal:443/oauth2'],
    ['http://localhost/v1', 'http://host.docker.internal:80/v1'],
    ['https://api.lucidtech.ai/v1', 'https://api.lucidtech.ai/v1'],
    ['http://localhost.example.com/v1', 'http://localhost.example.com/v1'],
    ['not_provided', 'not_provided'],
  ])('is, for %s, %s', async (endpoint, expected) => {
    await using reach = createReach(undefined)
    expect(await reach.translate({ LAS_API_ENDPOINT: endpoint })).toEqual({ LAS_API_ENDPOINT: expected })
  })

  it('leaves all other variables as they are', async () => {
    await using reach = createReach(undefined)
    const environment = { ERP_URL: 'http://localhost:80/', LAS_CLIENT_ID: 'localhost' }
    expect(await reach.translate(environment)).toEqual(environment)
  })

  it.runIf(isLinux)('leads to what listens on loopback', async () => {
    await using server = await startServer()
    await using reach = createReach(NETWORK)
    await reach.translate({ LAS_API_ENDPOINT: `http://127.0.0.1:${server.port}/v1` })
    const answer = await fetch(`http://127.0.0.2:${server.port}/`)
    expect(await answer.text()).toBe('hello')
  })

  it.runIf(isLinux)('is closed to all but the containers of the network', async () => {
    await using server = await startServer()
    await using reach = createReach({ ...NETWORK, subnet: '172.30.0.0/16' })
    await reach.translate({ LAS_API_ENDPOINT: `http://127.0.0.1:${server.port}/v1` })
    await expect(fetch(`http://127.0.0.2:${server.port}/`)).rejects.toThrow('fetch failed')
  })
})
