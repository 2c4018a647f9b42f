import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A private registry that lets nobody in. Engines speak plain HTTP to registries on the loopback address. */
export async function startRegistry() {
  const logins: string[] = []
  const server = createServer((request, response) => {
    const [, basic] = request.headers.authorization?.match(/^Basic (.+)$/) ?? []
    if (basic !== undefined) logins.push(Buffer.from(basic, 'base64').toString())
    response.writeHead(401, {
      'content-type': 'application/json',
      'docker-distribution-api-version': 'registry/2.0',
      'www-authenticate': 'Basic realm="private"',
    })
    response.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** `username:password` of each try. */
    logins,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/**
 * A private registry that takes and gives images: the part of the OCI distribution specification that engines use.
 * @param login `username:password` of those who may
 */
export async function startOpenRegistry(login: string) {
  const blobs = new Map<string, Buffer>()
  const manifests = new Map<string, { type: string; body: Buffer }>()
  const expected = `Basic ${Buffer.from(login).toString('base64')}`

  const server = createServer(async (request, response) => {
    const { method, headers } = request
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://registry')
    const answer = (status: number, headers: Record<string, string> = {}, body?: Buffer) => {
      response.writeHead(status, { 'docker-distribution-api-version': 'registry/2.0', ...headers })
      response.end(method === 'HEAD' ? undefined : body)
    }
    const body = await buffer(request)
    if (headers.authorization !== expected)
      return answer(401, { 'www-authenticate': 'Basic realm="private"' })
    if (pathname === '/v2/') return answer(200)

    const [, kind, reference = ''] = /\/(blobs|manifests)\/(.+)$/.exec(pathname) ?? []
    if (kind === 'blobs' && reference.startsWith('uploads/')) {
      const digest = searchParams.get('digest')
      const id = method === 'POST' ? `${pathname}${blobs.size}` : pathname
      const whole = Buffer.concat([blobs.get(id) ?? Buffer.of(), body])
      blobs.set(digest ?? id, whole)
      return answer(digest === null ? 202 : 201, {
        location: id,
        range: `0-${Math.max(0, whole.length - 1)}`,
      })
    }
    if (kind === 'blobs') {
      const blob = blobs.get(reference)
      return blob ? answer(200, { 'content-length': String(blob.length) }, blob) : answer(404)
    }
    if (method === 'PUT') {
      for (const name of [reference, digestOf(body)])
        manifests.set(name, { type: headers['content-type'] ?? '', body })
      return answer(201, { 'docker-content-digest': digestOf(body) })
    }
    const found = manifests.get(reference)
    if (!found) return answer(404, {}, Buffer.from('{"errors":[{"code":"MANIFEST_UNKNOWN"}]}'))
    const length = String(found.body.length)
    const about = {
      'content-type': found.type,
      'content-length': length,
      'docker-content-digest': digestOf(found.body),
    }
    return answer(200, about, found.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The digest of a tag's manifest; undefined where it isn't there. */
    digestOf: (tag: string): string | undefined => {
      const found = manifests.get(tag)
      return found && digestOf(found.body)
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function digestOf(body: Buffer): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`
}
