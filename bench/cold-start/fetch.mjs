// The same calls as floor.mjs, by the global fetch.
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

async function call(method, url, headers, body) {
  const response = await fetch(url, { method, headers, ...(body && { body }) })
  return response.json()
}
