import { fileURLToPath } from 'node:url'
import { spawnServer, type Spawned } from './spawned.ts'

const program = fileURLToPath(new URL('../dist/transition.js', import.meta.url))

/** The local platform, as users start it. */
export interface ServedPlatform extends Spawned {
  /** `http://127.0.0.1:49152` */
  origin: string
  /** With a token, as clients send it. */
  headers: Record<string, string>
}

/** @param data the folder of its state */
export async function servePlatform(data: string): Promise<ServedPlatform> {
  const spawned = await spawnServer([program, 'platform', '--port', '0', '--data', data, '--json'])
  const { apiEndpoint, authEndpoint, clientId, clientSecret } = JSON.parse(spawned.line)
  const response = await fetch(`${authEndpoint}/token?grant_type=client_credentials`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
  })
  const { access_token: token } = (await response.json()) as { access_token: string }
  return { ...spawned, origin: new URL(apiEndpoint).origin, headers: { authorization: `Bearer ${token}` } }
}
