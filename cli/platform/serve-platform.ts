import { join, resolve } from 'node:path'
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
import type { Credentials } from '../../client/index.ts'
import { messageOf } from '../../contract/index.ts'
import { onStopSignal } from '../../runtime/supervisor/stop-signals.ts'
import { openLocalPlatform } from '../local-platform.ts'
import { readerGone } from '../interruption.ts'
import { openLink } from '../open-link.ts'
import { runtimeCommand } from '../runtime-command.ts'
import { checkUrls, type UrlFlag } from './url-flags.ts'
import { warnIfReadable } from '../warn-if-readable.ts'
import { handlersOf } from './handlers-folder.ts'
import { UnavailableError } from '../unavailable-error.ts'
import { Resources } from '../resources.ts'
import { UsageError } from '../usage-error.ts'

/** The flags of `transition platform`. */
export interface PlatformOptions {
  port: number
  host: string
  data: string
  database?: string
  key?: string
  newClient?: boolean
  handlers?: string
  predictor?: string
  launcher: 'docker' | 'swarm'
  maxContainers?: number
  historyEvents?: number
  historyMegabytes?: number
  smtp?: string
  web: boolean
  publicUrl?: URL
  /** The path of the page to open in the browser; true: its start. */
  open?: string | true
  json?: boolean
}

/** Serves a platform until Ctrl-C. */
export async function servePlatform(options: PlatformOptions, typed: readonly UrlFlag[]): Promise<void> {
  const { port, host, data, database, key, predictor, smtp, web, publicUrl, newClient, json } = options
  const { historyEvents, historyMegabytes, maxContainers } = options
  checkUrls(options, typed)
  // Without a database the key in the folder is private.
  if (key !== undefined || database !== undefined) await warnIfReadable(key ?? join(data, 'key'))
  const handlers = await handlersOf(options)
  const containers = await openLauncher(options)
  await using local = await openLocalPlatform({
    data,
    web,
    port,
    host,
    handlers,
    launchers: [
      processLauncher(runtimeCommand(), { handlers, ...(maxContainers && { maxProcesses: maxContainers }) }),
      containers,
    ],
    ...(database !== undefined && { database }),
    ...(key !== undefined && { key }),
    ...(newClient && { newClient }),
    ...(predictor !== undefined && { predictor: urlPredictor(new URL(predictor)) }),
    ...(smtp !== undefined && { smtp }),
    ...(historyEvents !== undefined && { historyEvents }),
    ...(historyMegabytes !== undefined && { historyMegabytes }),
    ...(publicUrl && { publicUrl: publicUrl.href }),
  })
  const stopped = Promise.withResolvers<void>()
  onStopSignal(() => stopped.resolve())
  readerGone.addEventListener('abort', () => stopped.resolve())
  const { platform, server, credentials } = local
  console.log(
    json
      ? JSON.stringify(await connection(platform, server))
      : await greeting(credentials, server, database === undefined ? data : nameOfDatabase(database)),
  )
  await using opened = new Resources()
  opened.use(await openPage(options, server))
  await stopped.promise
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

/** Opens the page where that was asked for. */
async function openPage(
  { open, data, database }: PlatformOptions,
  server: Server,
): Promise<AsyncDisposable | null> {
  const link = open === undefined ? null : await server.webLink(open === true ? '/' : open)
  if (link === null) return null
  try {
    return await openLink(link, data === IN_MEMORY || database !== undefined ? undefined : data)
  } catch (error) {
    console.error(`No browser could be opened: ${messageOf(error)}. The page is ${link}`)
    return null
  }
}

const NO_APP_CLIENT = { clientId: null, clientSecret: null, apiKey: null }

/** What a program needs to call the platform. */
async function connection({ appClient, isAppClientDeleted, organizationId }: Platform, server: Server) {
  const { apiEndpoint, authEndpoint, web } = server
  const { clientId, clientSecret, apiKey } = isAppClientDeleted ? NO_APP_CLIENT : appClient
  const webLink = await server.webLink()
  return { apiEndpoint, authEndpoint, clientId, clientSecret, apiKey, organizationId, web, webLink }
}

async function greeting(credentials: Credentials | null, server: Server, data: string): Promise<string> {
  const { apiEndpoint, authEndpoint } = server
  const link = await server.webLink()
  const state = data === IN_MEMORY ? 'it keeps no state' : `its state is in ${data}`
  return `The platform listens at ${styleText('bold', apiEndpoint)}; ${state}. Ctrl-C ends it.
${link === null ? '' : `This opens its page, once, within ten minutes: ${styleText('bold', link)}\n`}
${styleText('dim', '# For a shell that calls it:')}
export LAS_API_ENDPOINT=${apiEndpoint}
export LAS_AUTH_ENDPOINT=${authEndpoint}
${
  credentials
    ? `export LAS_CLIENT_ID=${credentials.clientId}\nexport LAS_CLIENT_SECRET=${credentials.clientSecret}`
    : styleText('dim', '# Its first app client was deleted: --new-client makes another.')
}`
}
