import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import * as z from 'zod/mini'
import { UsageError } from '../usage-error.ts'

/** What the engine sends to a registry. */
export interface RegistryLogin {
  username?: string
  password?: string
  identitytoken?: string
  serveraddress: string
}

/** What `docker login` keeps. */
const DockerConfig = z.object({
  auths: z.optional(
    z.record(z.string(), z.object({ auth: z.optional(z.string()), identitytoken: z.optional(z.string()) })),
  ),
  credHelpers: z.optional(z.record(z.string(), z.string())),
  credsStore: z.optional(z.string()),
})
const Credentials = z.object({ Username: z.string(), Secret: z.string() })

/**
 * The login of `docker login` for a registry, from `~/.docker/config.json` or its credential helpers; undefined where
 * there is none.
 * @param registry as `registryOf` names it
 */
export async function findRegistryLogin(registry: string): Promise<RegistryLogin | undefined> {
  const file = join(process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'), 'config.json')
  const content = await readFile(file, 'utf8').catch(() => undefined)
  if (content === undefined) return undefined
  const config = parse(content)
  if (!config)
    throw new UsageError(`${file} is no configuration of Docker's: mend it, or run docker login again`)
  const helper = config.credHelpers?.[registry] ?? config.credsStore
  if (helper !== undefined) {
    const found = await askHelper(helper, registry)
    if (found) return found
  }
  const entry = config.auths?.[registry] ?? config.auths?.[`https://${registry}`]
  const [, username, password] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(entry?.auth ?? '', 'base64').toString()) ?? []
  if (entry?.identitytoken !== undefined)
    return { identitytoken: entry.identitytoken, serveraddress: registry, ...(username && { username }) }
  if (!username || password === undefined) return undefined
  return { username, password, serveraddress: registry }
}

function parse(content: string) {
  try {
    return DockerConfig.safeParse(JSON.parse(content)).data
  } catch {
    return undefined
  }
}

/** `docker-credential-<helper> get` (https://github.com/docker/docker-credential-helpers). */
async function askHelper(helper: string, registry: string): Promise<RegistryLogin | undefined> {
  const child = spawn(`docker-credential-${helper}`, ['get'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const isStarted = await new Promise((resolve) => {
    child.once('spawn', () => resolve(true))
    child.once('error', () => resolve(false))
  })
  if (!isStarted) {
    throw new UsageError(
      `docker-credential-${helper}, which Docker's configuration names, can't be started: install it, or run docker login again`,
    )
  }
  child.stdin.on('error', () => undefined)
  child.stdin.end(registry)
  try {
    const { Username, Secret } = Credentials.parse(JSON.parse(await text(child.stdout)))
    return Username === '<token>'
      ? { identitytoken: Secret, serveraddress: registry }
      : { username: Username, password: Secret, serveraddress: registry }
  } catch {
    // It has none for this registry.
    return undefined
  }
}
