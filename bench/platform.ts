import { fileURLToPath } from 'node:url'
import { spawnServer, type Spawned } from './spawned.ts'

const program = fileURLToPath(new URL('../dist/transition.js', import.meta.url))

/** The local platform, as users start it. */
export interface ServedPlatform extends Spawned {
  /** `http://127.0.0.1:49152` */
  origin: string
  /** With a token, as clients send it. */
  headers: Record<string, string>
  /** What a container's environment would have of it. */
  environment: Record<string, string>
}

/**
 * @param data the folder of its state
 * @param database the URL of a database that has it instead
 */
export async function servePlatform(data: string, database?: string): Promise<ServedPlatform> {
  const spawned = await spawnServer([program, 'platform', '--port', '0', '--data', data, '--json'], {
    ...(database && { TRANSITION_DATABASE: database }),
  })
  const { apiEndpoint, authEndpoint, clientId, clientSecret } = JSON.parse(spawned.line)
  const response = await fetch(`${authEndpoint}/token?grant_type=client_credentials`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
  })
  const { access_token: token } = (await response.json()) as { access_token: string }
  const environment = {
    LAS_CLIENT_ID: clientId,
    LAS_CLIENT_SECRET: clientSecret,
    LAS_AUTH_ENDPOINT: authEndpoint,
    LAS_API_ENDPOINT: apiEndpoint,
  }
  return {
    ...spawned,
    origin: new URL(apiEndpoint).origin,
    headers: { authorization: `Bearer ${token}` },
    environment,
  }
}
