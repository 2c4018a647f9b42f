import { once } from 'node:events'
import { resolve } from 'node:path'
import { styleText } from 'node:util'
import {
  dockerLauncher,
  IN_MEMORY,
  nameOfDatabase,
  processLauncher,
  swarmLauncher,
  urlPredictor,
  type Launcher,
  type Platform,
  type Server,
} from '../../platform/index.ts'
import { messageOf } from '../../contract/index.ts'
import { openLocalPlatform } from '../local-platform.ts'
import { runtimeCommand } from '../runtime-command.ts'
import { UnavailableError } from '../unavailable-error.ts'
import { UsageError } from '../usage-error.ts'

export interface PlatformOptions {
  port: number
  host: string
  data: string
  database?: string
  key?: string
  predictor?: URL
  launcher: 'docker' | 'swarm'
  maxContainers?: number
  smtp?: string
  web: boolean
  json?: boolean
}

/** Serves a platform until Ctrl-C. */
export async function servePlatform(options: PlatformOptions): Promise<void> {
  const { port, host, data, database, key, predictor, smtp, web, json } = options
  if (smtp !== undefined) checkSmtpUrl(smtp)
  // Whoever lists this machine's processes would see the URL that was typed, with its password.
  if (database !== undefined || smtp !== undefined) process.title = 'transition platform'
  const containers = await openLauncher(options)
  await using local = await openLocalPlatform({
    data,
    web,
    port,
    host,
    launchers: [processLauncher(runtimeCommand()), containers],
    ...(database !== undefined && { database }),
    ...(key !== undefined && { key }),
    ...(predictor && { predictor: urlPredictor(predictor) }),
    ...(smtp !== undefined && { smtp }),
  })
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const { platform, server } = local
  console.log(
    json
      ? JSON.stringify(connection(platform, server))
      : greeting(platform, server, database === undefined ? data : nameOfDatabase(database)),
  )
  await stopped
}

/** What runs images. On a database others may run on this machine, too: on one engine each has its own containers. */
async function openLauncher({ launcher, data, database, maxContainers }: PlatformOptions): Promise<Launcher> {
  const owner = data !== IN_MEMORY && database === undefined ? resolve(data) : undefined
  if (launcher === 'docker')
    return dockerLauncher({ ...(owner !== undefined && { owner }), ...(maxContainers && { maxContainers }) })
  if (maxContainers)
    throw new UsageError('--max-containers: a swarm itself says how many containers run: leave it out')
  const swarm = swarmLauncher(
    database === undefined
      ? { ...(owner !== undefined && { owner }) }
      : { owner: nameOfDatabase(database), isShared: true },
  )
  try {
    await swarm.check()
  } catch (error) {
    throw new UnavailableError(messageOf(error))
  }
  return swarm
}

/** It may hold a password: a message doesn't repeat it. */
function checkSmtpUrl(url: string): void {
  if (URL.canParse(url) && /^smtps?:$/.test(new URL(url).protocol)) return
  throw new UsageError('--smtp: expected an smtp or smtps URL, such as smtp://user:password@host:587')
}

/** What a program needs to call the platform. */
function connection({ appClient, organizationId }: Platform, { apiEndpoint, authEndpoint, web }: Server) {
  const { clientId, clientSecret, apiKey } = appClient
  return { apiEndpoint, authEndpoint, clientId, clientSecret, apiKey, organizationId, web }
}

function greeting({ appClient }: Platform, { apiEndpoint, authEndpoint, web }: Server, data: string): string {
  const state = data === IN_MEMORY ? 'it keeps no state' : `its state is in ${data}`
  return `The platform listens at ${styleText('bold', apiEndpoint)}; ${state}. Ctrl-C ends it.
${web === null ? '' : `Its page is ${styleText('bold', web)}\n`}
${styleText('dim', '# For a shell that calls it:')}
export LAS_API_ENDPOINT=${apiEndpoint}
export LAS_AUTH_ENDPOINT=${authEndpoint}
export LAS_CLIENT_ID=${appClient.clientId}
export LAS_CLIENT_SECRET=${appClient.clientSecret}`
}
