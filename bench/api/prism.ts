import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { spawnServer, type Spawned } from '../spawned.ts'

/** Another server that mocks what an OpenAPI 3.1 document says. It is no dependency of this project. */
export const PRISM = '@stoplight/prism-cli@5.14.2'

/**
 * Installs Prism into a folder of its own and starts it. It checks requests as it always does, answers from the
 * document's schemas, and prints nothing meanwhile.
 * @param openApi the document
 */
export async function servePrism(folder: string, openApi: object): Promise<Spawned & { origin: string }> {
  const npm = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel', 'error', PRISM]
  await promisify(execFile)('npm', npm, { timeout: 180_000 })
  const document = join(folder, 'openapi.json')
  await writeFile(document, JSON.stringify(openApi))
  const port = await freePort()
  const program = join(folder, 'node_modules/@stoplight/prism-cli/dist/index.js')
  const args = [program, 'mock', document, '--host', '127.0.0.1', '--port', String(port)]
  const spawned = await spawnServer([...args, '--verboseLevel', 'silent'])
  const origin = `http://127.0.0.1:${port}`
  await listening(origin)
  return { ...spawned, origin }
}

/** It says that it starts, and nothing once it listens. */
async function listening(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const isThere = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isThere) return
    await delay(100)
  }
  throw new Error(`${PRISM} doesn't answer at ${url}`)
}

/** It can't choose one itself. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
