import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import * as z from 'zod/mini'
import type { Credentials } from '../client/index.ts'
import { UsageError } from './usage-error.ts'
import { codeOf } from '../contract/message-of.ts'

/** What a running platform writes to its data folder, for the verbs that inspect it. Only the folder's owner can read it. */
const Announcement = z.object({
  pid: z.int(),
  apiEndpoint: z.string(),
  /** The folders that handlers of `file:` URLs may lie in. */
  handlers: z.array(z.string()),
  /** Null once the platform's first app client was deleted. */
  credentials: z.nullable(
    z.object({
      apiEndpoint: z.string(),
      authEndpoint: z.string(),
      clientId: z.string(),
      clientSecret: z.string(),
    }),
  ),
})
/** A platform that runs on this machine. */
export type LocalPlatform = z.infer<typeof Announcement>

const FILE = 'running.json'
/** How long a platform may take to answer, in milliseconds. On a busy machine an answer takes seconds. */
const PROBE_MS = 15_000

/** The platform that keeps its state in this folder, if it runs. */
export async function findLocalPlatform(data: string): Promise<LocalPlatform | undefined> {
  const text = await readFile(join(data, FILE), 'utf8').catch(() => undefined)
  const running = text === undefined ? undefined : parse(text)
  return running && isAlive(running.pid) && (await answers(running)) ? running : undefined
}

/** @throws UsageError if a running platform keeps its state in this folder: two would overwrite each other's state */
export async function checkFolderIsFree(data: string): Promise<void> {
  const running = await findLocalPlatform(data)
  if (!running) return
  throw new UsageError(
    `${data} is in use: a platform serves it at ${running.apiEndpoint} (process ${running.pid}). Stop that one, or try another --data`,
  )
}

/** Writes the announcement to the data folder. Disposing of it removes the announcement. */
export async function announcePlatform(
  data: string,
  apiEndpoint: string,
  credentials: Credentials | null,
  handlers: readonly string[] = [],
): Promise<AsyncDisposable> {
  const running: LocalPlatform = {
    pid: process.pid,
    apiEndpoint,
    credentials,
    handlers: handlers.map((folder) => resolve(folder)),
  }
  const file = join(resolve(data), FILE)
  await mkdir(data, { recursive: true, mode: 0o700 })
  // A file that is there keeps its mode, whatever is asked for.
  await rm(file, { force: true })
  await writeFile(file, JSON.stringify(running), { mode: 0o600, flag: 'wx' })
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) }
}

function parse(text: string): LocalPlatform | undefined {
  try {
    return Announcement.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Whether the platform answers: its process id may belong to another process by now. */
async function answers({ apiEndpoint }: LocalPlatform): Promise<boolean> {
  try {
    // Any answer will do: it shows that a server listens.
    const response = await fetch(apiEndpoint, { signal: AbortSignal.timeout(PROBE_MS) })
    await response.body?.cancel()
    return true
  } catch {
    return false
  }
}
