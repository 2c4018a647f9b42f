// An attacker's program: sends requests, told by JSON in its argument, and prints what came of each as JSON. It writes its own
// Host header, which `fetch` would not.
import { request } from 'node:http'

function knock({ url, method = 'GET', headers = {}, body = '' }) {
  const { hostname, port, pathname, search } = new URL(url)
  return new Promise((resolve) => {
    const asked = request(
      { hostname, port, path: pathname + search, method, headers, timeout: 5000 },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (piece) => (text += piece))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode,
            location: answer.headers.location ?? null,
            cookie: answer.headers['set-cookie'] ?? null,
            text,
          }),
        )
      },
    )
    asked.on('timeout', () => asked.destroy(new Error('no answer')))
    asked.on('error', ({ message, code }) => resolve({ error: code ?? message }))
    asked.end(body)
  })
}

const answers = []
for (const one of JSON.parse(process.argv[2] ?? '[]')) answers.push(await knock(one))
console.log(JSON.stringify(answers))
