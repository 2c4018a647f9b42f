// The same calls as floor.mjs, as anyone would write them: node:http is imported.
import http from 'node:http'

const { TRANSITION_ID, EXECUTION_ID, LAS_CLIENT_ID, LAS_CLIENT_SECRET, LAS_API_ENDPOINT, LAS_AUTH_ENDPOINT } =
  process.env
const execution = `${LAS_API_ENDPOINT}/transitions/${TRANSITION_ID}/executions/${EXECUTION_ID}`
const basic = Buffer.from(`${LAS_CLIENT_ID}:${LAS_CLIENT_SECRET}`).toString('base64')

const { access_token } = await call('POST', `${LAS_AUTH_ENDPOINT}/token?grant_type=client_credentials`, {
  authorization: `Basic ${basic}`,
  'content-type': 'application/x-www-form-urlencoded',
})
const authorization = `Bearer ${access_token}`
const { input } = await call('GET', execution, { authorization })
const outcome = { status: 'succeeded', output: { doubled: input.number * 2 } }
await call('PATCH', execution, { authorization, 'content-type': 'application/json' }, JSON.stringify(outcome))

function call(method, url, headers, body) {
  return new Promise((resolve, reject) => {
    const sent = http.request(url, { method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => (text += chunk))
      response.on('end', () => resolve(JSON.parse(text)))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
