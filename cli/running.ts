import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import * as z from 'zod/mini'
import type { Credentials } from '../client/index.ts'
import { UsageError } from './usage-error.ts'

/** What a platform that runs leaves in its data folder, for the verbs that look at it. Only its owner can read it. */
const Running = z.object({
  pid: z.int(),
  apiEndpoint: z.string(),
  authEndpoint: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
})
type Running = z.infer<typeof Running>

/** A platform that runs on this machine. */
export interface LocalPlatform extends Credentials {
  pid: number
}

const FILE = 'running.json'
/** What gives no answer at all in this time, in milliseconds, is not there. A busy machine's may take seconds. */
const PROBE_MS = 15_000

/** The platform that keeps its state in this folder, if it runs. */
export async function findRunning(data: string): Promise<LocalPlatform | undefined> {
  const text = await readFile(join(data, FILE), 'utf8').catch(() => undefined)
  const running = text === undefined ? undefined : parse(text)
  return running && isAlive(running.pid) && (await answers(running)) ? running : undefined
}

/** @throws UsageError where a platform that runs keeps its state in this folder: two would fall over each other */
export async function checkNotRunning(data: string): Promise<void> {
  const running = await findRunning(data)
  if (!running) return
  throw new UsageError(
    `${data} is in use: a platform serves it at ${running.apiEndpoint} (process ${running.pid}). Stop that one, or try another --data`,
  )
}

/** Says in the data folder that a platform runs, until it is disposed of. */
export async function announceRunning(data: string, credentials: Credentials): Promise<AsyncDisposable> {
  const { apiEndpoint, authEndpoint, clientId, clientSecret } = credentials
  const running: Running = { pid: process.pid, apiEndpoint, authEndpoint, clientId, clientSecret }
  const file = join(resolve(data), FILE)
  await mkdir(data, { recursive: true })
  // A file that is there keeps its mode, whatever is asked for.
  await rm(file, { force: true })
  await writeFile(file, JSON.stringify(running), { mode: 0o600, flag: 'wx' })
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) }
}

function parse(text: string): Running | undefined {
  try {
    return Running.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A process of that number may be another by now. */
async function answers({ apiEndpoint }: Running): Promise<boolean> {
  try {
    // Whatever it says of this path: somebody is there.
    const response = await fetch(apiEndpoint, { signal: AbortSignal.timeout(PROBE_MS) })
    await response.body?.cancel()
    return true
  } catch {
    return false
  }
}
