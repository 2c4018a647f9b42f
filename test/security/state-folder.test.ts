// What other users of the machine see: the state folder, key files, and the list of processes.
import { spawnSync } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startCommand } from '../support/command-platform.ts'
import { run } from '../support/programs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = 65_534

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

async function modesIn(folder: string) {
  const names = (await readdir(folder)).toSorted()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await modeOf(join(folder, name))] as const)),
  )
}

const platform = (file: string) => ({
  args: ['platform', '--port', '0', '--data', ':memory:', '--key', file],
})

const ALL_PRIVATE = {
  key: '600',
  'platform.sqlite': '600',
  'platform.sqlite-shm': '600',
  'platform.sqlite-wal': '600',
  'running.json': '600',
}

describe('the state folder', () => {
  it('is for its owner only, and so is each file in it', async () => {
    await using folder = await temporaryFolder()
    await chmod(folder.path, 0o755)
    const data = join(folder.path, 'deep', 'state')
    await using platform = await startCommand(['--data', data])
    await platform.client.secrets.create({ data: { a: 'b' } })
    expect(await modeOf(data)).toBe('700')
    expect(await modesIn(data)).toEqual(ALL_PRIVATE)
  })

  it('becomes so when an earlier version left it open', async () => {
    await using folder = await temporaryFolder()
    await chmod(folder.path, 0o755)
    const data = join(folder.path, 'state')
    const first = await startCommand(['--data', data])
    await first[Symbol.asyncDispose]()
    await chmod(data, 0o755)
    for (const name of await readdir(data)) await chmod(join(data, name), 0o644)
    await using platform = await startCommand(['--data', data])
    expect(await modeOf(data)).toBe('700')
    expect(await modesIn(data)).toEqual(ALL_PRIVATE)
    expect(platform.output.stderr).toBe('')
  })

  it("keeps its own mode where other things are in it, and the platform's files are private all the same", async () => {
    await using folder = await temporaryFolder()
    await chmod(folder.path, 0o755)
    await writeFile(join(folder.path, 'package.json'), '{}')
    await chmod(join(folder.path, 'package.json'), 0o644)
    await using platform = await startCommand(['--data', folder.path])
    expect(platform.line.clientId).toBeTypeOf('string')
    expect(await modeOf(folder.path)).toBe('755')
    expect(await modesIn(folder.path)).toEqual({ ...ALL_PRIVATE, 'package.json': '644' })
  })

  it.runIf(isRoot)('shows another user nothing', async () => {
    await using folder = await temporaryFolder()
    for (let path = folder.path; path !== '/tmp' && path !== '/'; path = join(path, '..'))
      await chmod(path, 0o755)
    const data = join(folder.path, 'state')
    await using platform = await startCommand(['--data', data])
    expect(platform.line.clientId).toBeTypeOf('string')
    for (const path of [data, ...(await readdir(data)).map((name) => join(data, name))]) {
      const { status } = spawnSync('head', ['-c', '1', path], { uid: NOBODY, gid: NOBODY, cwd: '/' })
      expect(status, path).not.toBe(0)
    }
  })
})

describe('a key file', () => {
  const key = 'ab'.repeat(32)
  it.each([
    `${key}ff`,
    `${key} `.repeat(2),
    `${key}\n${key}`,
    `${key}zz`,
    `${key}#`,
    key.slice(1),
    ` ${key}\nx`,
  ])('is refused when it is more or less than 64 digits: %j', async (text) => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'key')
    await writeFile(file, text, { mode: 0o600 })
    const { code, stderr } = await run('transition', platform(file))
    expect(stderr).toContain('is no key file: expected 64 hexadecimal digits')
    expect(stderr).not.toContain('abab')
    expect(code).toBe(64)
  })

  it.each([
    ['644', true],
    ['640', true],
    ['600', false],
    ['400', false],
  ])('of mode %s: the start warns of it: %s', async (mode, isWarned) => {
    await using folder = await temporaryFolder()
    const file = join(folder.path, 'key')
    await writeFile(file, `${key}\n`)
    await chmod(file, Number.parseInt(mode, 8))
    await using started = await startCommand(['--data', ':memory:', '--key', file])
    const warning = `Other users of this machine may read ${file}: chmod 600 ${file}`
    expect(started.output.stderr.includes(warning)).toBe(isWarned)
  })
})

it('a credentials file that others may read: each verb that uses it warns', async () => {
  await using folder = await temporaryFolder()
  await using platform = await startCommand(['--data', ':memory:'])
  const { clientId, clientSecret, apiEndpoint, authEndpoint } = platform.line
  const file = join(folder.path, '.lucidtech', 'credentials.cfg')
  await mkdir(join(folder.path, '.lucidtech'))
  await writeFile(
    file,
    `[default]\nclient_id = ${clientId}\nclient_secret = ${clientSecret}\napi_endpoint = ${apiEndpoint}\nauth_endpoint = ${authEndpoint}\n`,
  )
  for (const [mode, isWarned] of [
    [0o644, true],
    [0o600, false],
  ] as const) {
    await chmod(file, mode)
    const listed = await run('transition', {
      args: ['executions', '--profile', 'default'],
      env: { HOME: folder.path },
    })
    expect(listed.code).toBe(0)
    expect(listed.stderr.includes(`may read ${file}`)).toBe(isWarned)
  }
})

// What other systems show of a process is not to be read from a file.
describe.runIf(process.platform === 'linux')('passwords in the list of processes', () => {
  it.each([
    ['--smtp', 'smtp://me:typed-password@127.0.0.1:1', 'TRANSITION_SMTP'],
    ['--predictor', 'http://me:typed-password@127.0.0.1:1', 'TRANSITION_PREDICTOR'],
  ])(
    '%s: the platform hides one that was typed, and says which variable it belongs in',
    async (flag, url, variable) => {
      await using typed = await startCommand(['--data', ':memory:', flag, url])
      const seen = () => readFile(`/proc/${typed.child.pid}/cmdline`, 'utf8')
      expect(await seen()).not.toContain('typed-password')
      expect(typed.output.stderr).toContain(`${flag} has a password`)
      expect(typed.output.stderr).toContain(variable)
      expect(typed.output.stderr).not.toContain('typed-password')

      await using named = await startCommand(['--data', ':memory:'], { env: { [variable]: url } })
      expect(await readFile(`/proc/${named.child.pid}/cmdline`, 'utf8')).not.toContain('typed-password')
      expect(named.output.stderr).toBe('')
      const { stdout } = await run('transition', { args: ['platform', '--help'] })
      expect(stdout).toContain(variable)
      expect(stdout).toMatch(/password belongs in a variable/)
    },
  )

  it('no message repeats one, wrong as the URL may be', async () => {
    for (const variable of ['TRANSITION_SMTP', 'TRANSITION_PREDICTOR', 'TRANSITION_DATABASE']) {
      const env = { [variable]: 'gopher://me:typed-password@127.0.0.1:1/x' }
      const { code, stderr } = await run('transition', { args: ['platform', '--data', ':memory:'], env })
      expect(stderr).not.toContain('typed-password')
      expect(code).toBe(64)
    }
  })
})
