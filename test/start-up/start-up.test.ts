import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultyApi } from '../guarantees/faulty-api.ts'
import { programs, run } from '../support/programs.ts'

// What a cold start costs, counted and not timed, so that it is the same on every machine. The numbers are those of the
// Node in package.json. What costs more than it should fails here, and long before anybody notices it in `npm run bench`.

/** What was counted when it was last looked at. */
const LAST = {
  /** Node's own modules, those of Node's bare start included. */
  supervisor: 115,
  handler: 109,
  /** Of the program, in bytes: all of it is read at each start, by both processes. */
  bytes: 166_845,
}
/** How much more is let pass. */
const TOLERANCE = { modules: 5, bytes: 0.1 }

/** Modules of Node's that take long to load, and that no cold start needs. */
const COSTLY = [
  'internal/deps/undici/undici',
  'crypto',
  'internal/fs/promises',
  'internal/readline/interface',
  'perf_hooks',
  'tls',
  'worker_threads',
  'zlib',
]

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

const advice = (what: string, last: string, now: string) => `${what}: ${last} when last looked at, now ${now}.
If a start needs it, write the new number into test/start-up/start-up.test.ts, and say in the commit what it is for.
If not: load it where it is used, not at the top of a file. An import of one of Node's modules stands at the top of the
program, for both processes, whichever of its files it is in; process.getBuiltinModule('node:…') loads at its place.`

describe('one execution from a cold start', () => {
  let modules: { supervisor: string[]; handler: string[] }
  let requests: string[]
  const folder = mkdtemp(join(tmpdir(), 'start-up-'))

  beforeAll(async () => {
    await using api = await faultyApi(undefined)
    const { code, stdout } = await run('runtime', {
      env: {
        ...api.environment,
        TRANSITION_HANDLER: here('handler.mjs'),
        NODE_OPTIONS: `--require ${here('record-modules.cjs')}`,
        RECORDED: await folder,
      },
    })
    if (code !== 0) throw new Error(`the runtime exited with code ${code}:\n${stdout}`)
    const read = async (role: string) => {
      const list: string[] = JSON.parse(await readFile(join(await folder, `${role}.json`), 'utf8'))
      return list.filter((name) => name.startsWith('NativeModule ')).map((name) => name.slice(13))
    }
    modules = { supervisor: await read('supervisor'), handler: await read('handler') }
    requests = api.requests().map(({ method, path }) => `${method} ${path.split(/\/las:[^/]*/).join('')}`)
  })
  afterAll(async () => rm(await folder, { recursive: true }))

  it.each(['supervisor', 'handler'] as const)('loads no more of Node than it did: the %s', (role) => {
    const now = modules[role]
    const message = advice(
      `Node's own modules in the ${role}`,
      String(LAST[role]),
      `${now.length} (${now.join(' ')})`,
    )
    expect(now.length, message).toBeLessThanOrEqual(LAST[role] + TOLERANCE.modules)
  })

  it.each(['supervisor', 'handler'] as const)('loads nothing costly of Node: the %s', (role) => {
    const costly = modules[role].filter((name) => COSTLY.includes(name))
    expect(costly, advice(`Costly modules in the ${role}`, 'none', costly.join(', '))).toEqual([])
  })

  it('reads a program that is no bigger than it was', async () => {
    const { size } = await stat(programs.runtime)
    const message = advice('Bytes of the program', String(LAST.bytes), String(size))
    expect(size, message).toBeLessThanOrEqual(LAST.bytes * (1 + TOLERANCE.bytes))
  })

  it('makes three requests', () => {
    expect(requests.toSorted()).toEqual([
      'GET /v1/transitions/executions',
      'PATCH /v1/transitions/executions',
      'POST /oauth2/token',
    ])
  })
})
