import {
  createPlatform,
  IN_MEMORY,
  nameOfDatabase,
  serve,
  type Platform,
  type PlatformOptions,
  type Server,
} from '../platform/index.ts'
import { isLoopback } from '../platform/web/guard.ts'
import type { Credentials } from '../client/index.ts'
import { messageOf, codeOf } from '../contract/index.ts'
import { DEFAULT_PORT } from './defaults.ts'
import { announcePlatform, checkFolderIsFree } from './platform-announcement.ts'
import { Resources } from './resources.ts'
import { UsageError } from './usage-error.ts'

/** How a platform of this command is opened, and where it listens. */
export interface LocalPlatformOptions extends PlatformOptions {
  data: string
  /** Undefined: the default one, or a free one where that is taken. */
  port: number | undefined
  host?: string
  /** Where browsers reach its page through a proxy. */
  publicUrl?: string
  /** The folders that handlers of `file:` URLs may lie in, which it announces. */
  handlers?: readonly string[]
}

/** A platform that listens on this machine and announces itself in its data folder. */
export interface ServedPlatform extends AsyncDisposable {
  platform: Platform
  server: Server
  /** Null once its first app client was deleted. */
  credentials: Credentials | null
}

/** @throws UsageError if its folder or its port is in use, or can't be used */
export async function openLocalPlatform(given: LocalPlatformOptions): Promise<ServedPlatform> {
  const { data, port, host, publicUrl, handlers = [], ...options } = given
  // On a database several platforms may run with one folder.
  const isAlone = data !== IN_MEMORY && options.database === undefined
  if (isAlone) await checkFolderIsFree(data)
  const platform = await openPlatform({ data, signup: host === undefined || isLoopback(host), ...options })
  const server = await listen(platform, port, {
    host: host ?? '127.0.0.1',
    ...(publicUrl !== undefined && { publicUrl }),
  }).catch(async (error: unknown) => {
    await platform[Symbol.asyncDispose]()
    throw error
  })
  await using made = new Resources()
  made.use(server)
  // The platform ends before its server: containers can deliver outcomes while the API still answers.
  made.use(platform)
  const { clientId, clientSecret } = platform.appClient
  const { apiEndpoint, authEndpoint } = server
  const credentials = platform.isAppClientDeleted
    ? null
    : { clientId, clientSecret, apiEndpoint, authEndpoint }
  if (isAlone) made.use(await announcePlatform(data, apiEndpoint, credentials, handlers))
  const all = made.move()
  return { platform, server, credentials, [Symbol.asyncDispose]: () => all[Symbol.asyncDispose]() }
}

async function openPlatform(options: PlatformOptions & { data: string }): Promise<Platform> {
  const { data, database } = options
  let where = data
  try {
    if (database !== undefined) where = nameOfDatabase(database)
    return await createPlatform(options)
  } catch (error) {
    const other =
      database === undefined ? 'Try another --data' : 'What is given is --database, --data and --key'
    throw new UsageError(`Can't keep state in ${where}: ${messageOf(error)}. ${other}`)
  }
}

async function listen(
  platform: Platform,
  port: number | undefined,
  options: { host: string; publicUrl?: string },
): Promise<Server> {
  try {
    return await serve(platform, { ...options, port: port ?? DEFAULT_PORT })
  } catch (error) {
    if (port === undefined && isTaken(error)) return serve(platform, { ...options, port: 0 })
    throw new UsageError(
      `Can't listen on ${options.host}:${port ?? DEFAULT_PORT}: ${messageOf(error)}. Try --port 0`,
    )
  }
}

function isTaken(error: unknown): boolean {
  return codeOf(error) === 'EADDRINUSE'
}
