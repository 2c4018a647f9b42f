// The platform's documented sample, on its official Node client: get the execution, work, update it.
// That client's own credentials insist on https; these ask for the same token in the same way, by http.
import { createRequire } from 'node:module'
import { Client, ClientCredentials, Token } from '@lucidtech/las-sdk-node'

/** The one that the client has loaded. */
const axios = createRequire(import.meta.resolve('@lucidtech/las-sdk-node'))('axios')

const { TRANSITION_ID, EXECUTION_ID, LAS_CLIENT_ID, LAS_CLIENT_SECRET, LAS_API_ENDPOINT, LAS_AUTH_ENDPOINT } =
  process.env

class LocalCredentials extends ClientCredentials {
  async getToken() {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const auth = { username: this.clientId, password: this.clientSecret }
    const url = `${this.authEndpoint}/token?grant_type=client_credentials`
    const { data } = await axios.post(url, null, { headers, auth })
    return new Token(data.access_token, Date.now() + 1000 * data.expires_in)
  }
}

const client = new Client(
  new LocalCredentials(LAS_API_ENDPOINT, LAS_CLIENT_ID, LAS_CLIENT_SECRET, LAS_AUTH_ENDPOINT),
)
const { input } = await client.getTransitionExecution(TRANSITION_ID, EXECUTION_ID)
const output = { doubled: input.number * 2 }
await client.updateTransitionExecution(TRANSITION_ID, EXECUTION_ID, { status: 'succeeded', output })
