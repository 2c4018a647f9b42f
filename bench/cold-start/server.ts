// A server in a process of its own: the least that speaks the API for one execution. Prints its URL once it listens.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const answer = answerTo(request.method ?? '', request.url ?? '')
    response.writeHead(answer ? 200 : 204, { 'content-type': 'application/json' })
    response.end(answer && JSON.stringify(answer))
  })
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})

function answerTo(method: string, url: string): object | undefined {
  const [path = ''] = url.split('?')
  if (path === '/auth/token')
    return { access_token: 'token-of-the-bench', expires_in: 3600, token_type: 'Bearer' }
  if (path.endsWith('/heartbeats')) return undefined
  const [, , , transitionId, , executionId] = path.split('/')
  if (!executionId) return { transitionId, timeoutInSeconds: 300 }
  const status = method === 'PATCH' ? 'succeeded' : 'running'
  return { transitionId, executionId, status, input: { number: 21 }, startTime: new Date().toISOString() }
}
