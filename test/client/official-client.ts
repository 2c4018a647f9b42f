import { Client, Credentials, Token } from '@lucidtech/las-sdk-node'
import { listOperations, routes, Token as TokenAnswer, type ApiOperation } from '../../contract/index.ts'
import { createPlatform, serve, type Launcher } from '../../platform/index.ts'

/** The official client of a local platform. Its requests go over HTTP, and the platform's answers are looked at. */
export interface OfficialClient extends AsyncDisposable {
  las: Client
  organizationId: string
}

/** The operations that the official client has had a good answer from, since this program began. */
export const served = new Set<string>()

/** A container that prints a line and then runs until it is stopped: what it should do, the official client does. */
const idleContainer: Launcher = {
  accepts: () => true,
  launch: ({ onLine, signal }) =>
    new Promise((resolve) => {
      onLine('hello')
      signal.addEventListener('abort', () => resolve({ code: null, signal: 'SIGTERM' }))
    }),
}

/** @throws when a good answer is not what the contract says */
export async function startOfficialClient(): Promise<OfficialClient> {
  const platform = await createPlatform({ launchers: [idleContainer] })
  const server = await serve(
    { ...platform, fetch: (request) => watched(platform.fetch, request) },
    { port: 0 },
  )
  return {
    las: new Client(new LocalCredentials(server, platform.appClient)),
    organizationId: platform.organizationId,
    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

/** The client's own credentials insist on https; these ask the local platform for the same token. */
class LocalCredentials extends Credentials {
  readonly #url: string
  readonly #basic: string

  constructor(
    { apiEndpoint, authEndpoint }: { apiEndpoint: string; authEndpoint: string },
    { clientId, clientSecret }: { clientId: string; clientSecret: string },
  ) {
    super(apiEndpoint)
    this.#url = `${authEndpoint}/token?grant_type=client_credentials`
    this.#basic = btoa(`${clientId}:${clientSecret}`)
  }

  protected override async getToken(): Promise<Token> {
    const answer = await fetch(this.#url, {
      method: 'POST',
      headers: { authorization: `Basic ${this.#basic}` },
    })
    const { access_token: value, expires_in: seconds } = TokenAnswer.parse(await answer.json())
    return new Token(value, Date.now() + seconds * 1000)
  }
}

async function watched(
  fetch: (request: Request) => Response | Promise<Response>,
  request: Request,
): Promise<Response> {
  const answer = await fetch(request)
  const operation = operationOf(request)
  if (!operation || !answer.ok) return answer
  const { response: schema } = operation.route
  if (schema) schema.parse(await answer.clone().json())
  served.add(operation.id)
  return answer
}

function operationOf({ method, url }: Request): ApiOperation | undefined {
  const { pathname } = new URL(url)
  return listOperations(routes).find(
    ({ route }) =>
      route.method === method &&
      new RegExp(`^/v1${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  )
}
