import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** What `transition platform --json` says once it listens. */
export interface Connection {
  apiEndpoint: string
  authEndpoint: string
  clientId: string
  clientSecret: string
  /** Where its page is. */
  web: string
  /** Opens the page, once, within ten minutes. */
  webLink: string
}

/** A platform in a process of its own. Disposing of it ends it, and what it runs. */
export interface LocalPlatform extends AsyncDisposable {
  /** Where it keeps its state until it is disposed of; by this folder the command finds it. */
  data: string
  connection: Connection
}

/**
 * Starts `transition platform` with a free port, or the one that is named.
 * @param opened the path of its page that it opens in the browser; none: it opens none
 */
export async function startPlatform(port: string, opened?: string): Promise<LocalPlatform> {
  const data = await mkdtemp(join(tmpdir(), 'invoice-workflow-'))
  const args = [
    ...process.execArgv,
    await commandPath(),
    'platform',
    '--port',
    port,
    '--data',
    data,
    '--handlers',
    fileURLToPath(new URL('transitions', import.meta.url)),
    '--json',
    ...(opened === undefined ? [] : ['--open', opened]),
  ]
  // A session of its own: Ctrl-C reaches this program first, which then ends it.
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const closed = once(child, 'close')
  const line = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), closed])
  if (child.exitCode !== null) throw new Error('the platform did not start: it says why above')
  return {
    data,
    connection: JSON.parse(String(line[0])),
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await closed
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** The package's command; its source where the package's name means its source. */
export async function commandPath(): Promise<string> {
  const manifest = new URL(import.meta.resolve('docker-transition/package.json'))
  const { bin } = JSON.parse(await readFile(manifest, 'utf8')) as { bin: { transition: string } }
  const isSource = import.meta.resolve('docker-transition').endsWith('.ts')
  return fileURLToPath(new URL(isSource ? 'cli/main.ts' : bin.transition, manifest))
}
