import { createClient, type Client, type ClientOptions, type Credentials } from '../../client/index.ts'
import { scriptedServer, type Answer, type Script, type ScriptedServer } from './scripted-server.ts'

/** The route that tokens come from. */
export const TOKEN_ROUTE = 'POST /oauth2/token'

/** What no error and no log may say. The tokens are `bearer-token-1`, `bearer-token-2`, … */
export const SECRETS = { clientSecret: 'very-secret-indeed', apiKey: 'key-to-the-api', token: 'bearer-token' }

/** An answer with a token. */
export const token = (value: string, expiresIn = 3600): Answer => ({
  body: { access_token: value, expires_in: expiresIn, token_type: 'Bearer' },
})

/** A scripted server that looks like the API (under `/v1`), with a client of it. */
export interface ScriptedApi extends ScriptedServer {
  credentials: Credentials
  client: Client
}

/** Without a script for it, the token endpoint answers each request with one token more. */
export async function scriptedApi(script: Script, options: ClientOptions = {}): Promise<ScriptedApi> {
  let tokens = 0
  const server = await scriptedServer({
    [TOKEN_ROUTE]: () => token(`${SECRETS.token}-${(tokens += 1)}`),
    ...script,
  })
  const credentials = {
    clientId: 'the-client-id',
    clientSecret: SECRETS.clientSecret,
    apiKey: SECRETS.apiKey,
    authEndpoint: `${server.url}/oauth2`,
    apiEndpoint: `${server.url}/v1`,
  }
  return { ...server, credentials, client: createClient(credentials, options) }
}
