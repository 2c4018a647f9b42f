import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { quietPort } from '../port.ts'
import { binaries } from './binaries.ts'

const exec = promisify(execFile)

/** Looks for what must not be shown. */
export const PASSWORD = `pass-${randomBytes(9).toString('hex')}`

/** No database of a test outlives it: nothing need survive the machine. */
const SETTINGS = ['fsync=off', 'full_page_writes=off', 'max_connections=200', 'unix_socket_directories=']

/** A PostgreSQL server of the tests' own. */
export interface PostgresServer extends AsyncDisposable {
  /** @returns the URL of a new, empty database */
  createDatabase(): Promise<string>
  /** Ends it at once, without a word to those who use it, and starts it again. */
  restart(): Promise<void>
}

/**
 * Starts a server on a free port.
 * @param auth how it checks passwords; to check none makes connecting fast
 */
export async function startPostgres({
  auth = 'scram-sha-256',
}: { auth?: 'scram-sha-256' | 'trust' } = {}): Promise<PostgresServer> {
  if (binaries === undefined) throw new Error('there is no PostgreSQL server: apt-get install postgresql')
  const user = await userOf()
  const folder = await mkdtemp(join(tmpdir(), 'test-postgres-'))
  const [data, passwordFile] = [join(folder, 'data'), join(folder, 'password')]
  await writeFile(passwordFile, PASSWORD)
  for (const path of user ? [folder, passwordFile] : []) await chown(path, user?.uid ?? 0, user?.gid ?? 0)
  const settings = [`--auth=${auth}`, '--username=tester', `--pwfile=${passwordFile}`, '--encoding=UTF8']
  await exec(join(binaries, 'initdb'), [data, ...settings, '--no-locale', '--no-sync'], { ...user })

  const port = await quietPort()
  const urlOf = (name: string) => `postgres://tester:${PASSWORD}@127.0.0.1:${port}/${name}`
  const start = () => startServer(join(binaries ?? '', 'postgres'), { data, port, user })
  let server = await start()
  let made = 0
  return {
    async createDatabase() {
      const name = `test${(made += 1)}`
      const client = new Client(urlOf('postgres'))
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      return urlOf(name)
    },
    async restart() {
      await stop(server, 'SIGQUIT')
      server = await start()
    },
    async [Symbol.asyncDispose]() {
      await stop(server, 'SIGQUIT')
      await rm(folder, { recursive: true })
    },
  }
}

/** Whom the server runs as where the tests run as root, which it refuses to. */
async function userOf(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  return { uid: await idOfNobody('-u'), gid: await idOfNobody('-g') }
}

const idOfNobody = async (flag: string) => Number((await exec('id', [flag, 'nobody'])).stdout)

async function startServer(
  program: string,
  { data, port, user }: { data: string; port: number; user: { uid: number; gid: number } | undefined },
): Promise<ChildProcess> {
  const settings = [...SETTINGS, 'listen_addresses=127.0.0.1', `port=${port}`].flatMap((one) => ['-c', one])
  const child = spawn(program, ['-D', data, ...settings], { stdio: ['ignore', 'ignore', 'pipe'], ...user })
  const said: string[] = []
  for await (const line of createInterface({ input: child.stderr })) {
    said.push(line)
    if (!line.includes('ready to accept connections')) continue
    child.stderr.resume()
    return child
  }
  throw new Error(`postgres did not start:\n${said.join('\n')}`)
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}
