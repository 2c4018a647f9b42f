import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

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
