import { describe, expect, it } from 'vitest'
import { createContainerGate } from '../../serve-containers.ts'
import { createReach } from './reach.ts'

/** Only Linux has all of 127.0.0.0/8. */
const isLinux = process.platform === 'linux'
const why = isLinux ? '' : ' (skipped: this is no Linux)'
const NETWORK = { gateway: '127.0.0.2', subnet: '127.0.0.0/8' }
const { signal } = new AbortController()

/** A platform's gate, at a port that is free now. */
const gateAt = (port: number) =>
  Promise.resolve(createContainerGate(port, ({ url }) => new Response(`for ${new URL(url).pathname}`)))

describe('the way from a container to this machine', () => {
  it.each([
    ['http://127.0.0.1:4010/v1', 4010, 'http://host.docker.internal:4010/v1'],
    ['http://localhost:4010', 4010, 'http://host.docker.internal:4010'],
    ['https://[::1]:4010/v1', 4010, 'https://host.docker.internal:4010/v1'],
    ['localhost/oauth2', 443, 'host.docker.internal:443/oauth2'],
    ['http://localhost/v1', 80, 'http://host.docker.internal:80/v1'],
    ['https://api.lucidtech.ai/v1', 4010, 'https://api.lucidtech.ai/v1'],
    ['http://localhost.example.com/v1', 4010, 'http://localhost.example.com/v1'],
    ['not_provided', 4010, 'not_provided'],
  ])('is, for %s of a platform at %i, %s', async (endpoint, port, expected) => {
    await using reach = createReach(undefined, gateAt(port))
    expect(await reach.translate({ LAS_API_ENDPOINT: endpoint }, signal)).toEqual({
      LAS_API_ENDPOINT: expected,
    })
  })

  it('leaves all other variables as they are', async () => {
    await using reach = createReach(undefined, gateAt(4010))
    const environment = { ERP_URL: 'http://localhost:80/', LAS_CLIENT_ID: 'localhost' }
    expect(await reach.translate(environment, signal)).toEqual(environment)
  })

  it.each(['LAS_API_ENDPOINT', 'LAS_AUTH_ENDPOINT'])('is refused where %s is another port', async (name) => {
    await using reach = createReach(undefined, gateAt(4010))
    await expect(reach.translate({ [name]: 'http://127.0.0.1:5432/' }, signal)).rejects.toThrow(
      `${name} is http://127.0.0.1:5432/: of this machine's loopback addresses a container reaches only the platform's own, at port 4010`,
    )
  })

  it('is waited for until the platform listens, or the job is stopped', async () => {
    const gate = Promise.withResolvers<Awaited<ReturnType<typeof gateAt>>>()
    await using reach = createReach(undefined, gate.promise)
    const stopping = new AbortController()
    const environment = { LAS_API_ENDPOINT: 'http://127.0.0.1:4010/v1' }
    const [stopped, waited] = [
      reach.translate(environment, stopping.signal),
      reach.translate(environment, signal),
    ]
    stopping.abort(new Error('it was stopped'))
    await expect(stopped).rejects.toThrow('it was stopped')
    gate.resolve(await gateAt(4010))
    await expect(waited).resolves.toEqual({ LAS_API_ENDPOINT: 'http://host.docker.internal:4010/v1' })
  })

  it.runIf(isLinux)('leads to a listener of the platform on the gateway', async () => {
    await using reach = createReach(NETWORK, gateAt(47_431))
    await reach.translate({ LAS_API_ENDPOINT: 'http://127.0.0.1:47431/v1' }, signal)
    const answer = await fetch('http://127.0.0.2:47431/v1/documents')
    expect(await answer.text()).toBe('for /v1/documents')
  })

  it.runIf(isLinux)(`is closed to all but the containers of the network${why}`, async () => {
    await using reach = createReach({ ...NETWORK, subnet: '172.30.0.0/16' }, gateAt(47_432))
    await reach.open(signal)
    await expect(fetch('http://127.0.0.2:47432/')).rejects.toThrow('fetch failed')
  })
})
