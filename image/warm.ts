// Runs while the base image is built: sees one execution through against a stand-in for the API, so that the compile
// cache holds every function of the runtime that an execution needs.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const TRANSITION_ID = `las:transition:${'0'.repeat(32)}`
const EXECUTION_ID = `las:transition-execution:${'0'.repeat(32)}`

/** Node keeps a cache for each uid: these get one. Any other uid works too, and starts a little slower. */
const UIDS = [0, 1000, 1001, 65_532]

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: warm.ts FOLDER, where runtime.cjs is')
const cache = join(folder, 'compile-cache')
await mkdir(cache)

const server = createServer((request, response) => {
  request.resume()
  const body = request.url?.startsWith('/oauth2/')
    ? { access_token: 'none', expires_in: 3600, token_type: 'Bearer' }
    : {
        transitionId: TRANSITION_ID,
        executionId: EXECUTION_ID,
        status: 'running',
        input: {},
        timeoutInSeconds: 300,
      }
  response.setHeader('content-type', 'application/json')
  if (request.url?.endsWith('/heartbeats')) response.writeHead(204).end()
  else response.end(JSON.stringify(body))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
if (typeof address !== 'object' || !address) throw new Error('the server has no port')
const url = `http://127.0.0.1:${address.port}`

const scratch = await mkdtemp(join(tmpdir(), 'warm-'))
const handler = join(scratch, 'handler.mjs')
await writeFile(handler, 'export default ({ log }) => { log.info("warm"); return {} }')
const runtime = spawn(process.execPath, [join(folder, 'runtime.cjs')], {
  stdio: 'inherit',
  env: {
    NODE_COMPILE_CACHE: cache,
    TRANSITION_ID,
    EXECUTION_ID,
    TRANSITION_HANDLER: handler,
    LAS_CLIENT_ID: 'warm',
    LAS_CLIENT_SECRET: 'warm',
    LAS_AUTH_ENDPOINT: `${url}/oauth2`,
    LAS_API_ENDPOINT: `${url}/v1`,
  },
})
const [code] = await once(runtime, 'close')
server.closeAllConnections()
server.close()
await rm(scratch, { recursive: true })
if (code !== 0) throw new Error(`the runtime exited with code ${code}: expected 0`)

const [written] = await readdir(cache)
if (written === undefined) throw new Error('no compile cache was written')
const base = written.replace(/-\d+$/, '')
await rename(join(cache, written), join(cache, base))
// Node writes it for its owner only; it holds no secret.
for (const name of await readdir(join(cache, base))) await chmod(join(cache, base, name), 0o644)
for (const uid of UIDS) await symlink(base, join(cache, `${base}-${uid}`))
