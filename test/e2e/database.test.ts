import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../client/index.ts'
import { hasNoPostgres, why } from '../support/postgres/binaries.ts'
import { PASSWORD, startPostgres, type PostgresServer } from '../support/postgres/server.ts'
import { start, type Running } from '../support/programs.ts'
import { START_MS } from '../support/stores.ts'

const ARGS = ['platform', '--port', '0', '--json', '--data', ':memory:']

/** Resolves once the platform listens. */
async function listening(program: Running) {
  await program.said('\n')
  const line = JSON.parse(program.output.stdout)
  return { line, client: createClient(line) }
}

const isLinux = process.platform === 'linux'
const onLinux = isLinux ? '' : ' (skipped: this is no Linux)'

describe.skipIf(hasNoPostgres)(`transition platform --database${why}`, () => {
  let server: PostgresServer
  let folder: string
  beforeAll(async () => {
    server = await startPostgres()
    folder = await mkdtemp(join(tmpdir(), 'test-'))
  }, START_MS)
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]()
    if (folder) await rm(folder, { recursive: true })
  })
  const key = (name = 'key') => join(folder, name)

  it('serves one state from several processes, which may start at the same time', async () => {
    const args = [...ARGS, '--key', key(), '--database', await server.createDatabase()]
    await using first = start('transition', { args })
    await using second = start('transition', { args })
    const [one, other] = [await listening(first), await listening(second)]
    expect(other.line.clientSecret).toBe(one.line.clientSecret)
    const { secretId } = await one.client.secrets.create({ name: 'kept', data: { a: 'b' } })
    await expect(other.client.secrets.list()).resolves.toMatchObject({ secrets: [{ secretId }] })
  })

  it.runIf(isLinux)(`hides the password from whoever lists processes${onLinux}`, async () => {
    const args = [...ARGS, '--key', key(), '--database', await server.createDatabase()]
    await using program = start('transition', { args })
    await listening(program)
    const command = await readFile(`/proc/${program.child.pid}/cmdline`, 'utf8')
    expect(command).toContain('transition platform')
    expect(command).not.toContain(PASSWORD)
  })

  it('takes the URL from its environment, and shows only where the database is', async () => {
    const url = await server.createDatabase()
    const args = ['platform', '--port', '0', '--data', ':memory:', '--key', key()]
    await using program = start('transition', { args, env: { TRANSITION_DATABASE: url } })
    await program.said('LAS_CLIENT_SECRET')
    expect(program.output.stdout).toContain(`its state is in postgres://${new URL(url).host}/test`)
    expect(program.output.stdout).not.toContain(PASSWORD)
  })

  it.each([
    ['another key', { key: 'other' }, 'made with another key'],
    ['no key', { data: ':memory:' }, 'needs a key that outlives the process'],
    ['a wrong password', { password: 'wrong-one' }, 'password authentication failed'],
  ])('ends at once with %s, and says why', async (_, wrong: Partial<Record<string, string>>, words) => {
    const url = await server.createDatabase()
    const first = start('transition', { args: [...ARGS, '--key', key(), '--database', url] })
    await listening(first)
    await first[Symbol.asyncDispose]()

    const changed = url.replace(PASSWORD, wrong['password'] ?? PASSWORD)
    const keyed = wrong['data'] ? [] : ['--key', key(wrong['key'])]
    await using second = start('transition', { args: [...ARGS, ...keyed, '--database', changed] })
    const { code, stderr } = await second.finished
    expect(stderr).toContain(words)
    expect(stderr).not.toContain(PASSWORD)
    expect(stderr).not.toContain('wrong-one')
    expect(code).toBe(64)
  })
})
