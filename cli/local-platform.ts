import {
  createPlatform,
  IN_MEMORY,
  nameOfDatabase,
  serve,
  type Platform,
  type PlatformOptions,
  type Server,
} from '../platform/index.ts'
import type { Credentials } from '../client/index.ts'
import { messageOf } from '../contract/index.ts'
import { DEFAULT_PORT } from './defaults.ts'
import { announceRunning, checkNotRunning } from './running.ts'
import { UsageError } from './usage-error.ts'

export interface LocalPlatformOptions extends PlatformOptions {
  data: string
  /** Undefined: the default one, or a free one where that is taken. */
  port: number | undefined
  host?: string
}

/** A platform that listens on this machine, and says so in its data folder. */
export interface ServedPlatform extends AsyncDisposable {
  platform: Platform
  server: Server
  credentials: Credentials
}

/** @throws UsageError where its folder or its port is not to be had */
export async function openLocalPlatform(given: LocalPlatformOptions): Promise<ServedPlatform> {
  const { data, port, host, ...options } = given
  // On a database several may run, and the folder is nobody's alone.
  const isAlone = data !== IN_MEMORY && options.database === undefined
  if (isAlone) await checkNotRunning(data)
  const platform = await openPlatform({ data, ...options })
  const server = await listen(platform, port, host).catch(async (error: unknown) => {
    await platform[Symbol.asyncDispose]()
    throw error
  })
  await using made = new AsyncDisposableStack()
  made.use(server)
  // It ends before its server: while the API still answers, containers can deliver their outcomes.
  made.use(platform)
  const { clientId, clientSecret } = platform.appClient
  const { apiEndpoint, authEndpoint } = server
  const credentials = { clientId, clientSecret, apiEndpoint, authEndpoint }
  if (isAlone) made.use(await announceRunning(data, credentials))
  const all = made.move()
  return { platform, server, credentials, [Symbol.asyncDispose]: () => all.disposeAsync() }
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

async function listen(platform: Platform, port: number | undefined, host = '127.0.0.1'): Promise<Server> {
  try {
    return await serve(platform, { port: port ?? DEFAULT_PORT, host })
  } catch (error) {
    if (port === undefined && isTaken(error)) return serve(platform, { port: 0, host })
    throw new UsageError(`Can't listen on ${host}:${port ?? DEFAULT_PORT}: ${messageOf(error)}. Try --port 0`)
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
