// Code on the host by API: what callers send with `transitions:write`, `secrets:write` and `workflows:write`.
import { existsSync } from 'node:fs'
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startCommand } from '../support/command-platform.ts'
import { run } from '../support/programs.ts'
import { hasNoNamespaces, openOtherMachine, whyNoNamespaces } from '../support/namespace.ts'
import { knock } from './knock.ts'
import { create, execute, logOf, openMachine, program, refused, url } from './machine.ts'

const LOADING = `
  NODE_OPTIONS node_options NODE_PATH NODE_REPL_EXTERNAL_MODULE NODE_EXTRA_CA_CERTS NODE_COMPILE_CACHE NODE_V8_COVERAGE
  NODE_TLS_REJECT_UNAUTHORIZED NODE_CHANNEL_FD LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT DYLD_INSERT_LIBRARIES GCONV_PATH PATH Path
  HOME TMPDIR XDG_CONFIG_HOME BASH_ENV BASH_FUNC_node%% SHELLOPTS PS4 OPENSSL_CONF TSX_TSCONFIG_PATH ESBUILD_BINARY_PATH
  npm_config_script_shell TRANSITION_HANDLER TRANSITION_SECRETS_FILE PYTHONPATH PERL5OPT RUBYOPT GIT_SSH_COMMAND
  JAVA_TOOL_OPTIONS`

describe('a platform without --handlers', () => {
  it('starts no file, however its URL is written', async () => {
    const machine = await openMachine()
    await using platform = await startCommand(['--data', ':memory:'], { cwd: machine.at('elsewhere') })
    const evil = machine.evil
    for (const imageUrl of [
      url(evil),
      `FILE://${evil}`,
      `file:${evil}`,
      ` file://${evil}`,
      `fi\tle://${evil}`,
    ]) {
      const answer = await create(platform, { imageUrl })
      await execute(platform, answer)
      expect(machine.hasRun(), imageUrl).toBe(false)
      expect(answer, imageUrl).toMatchObject(refused('--handlers'))
    }
  })

  it('allows the folder that it is started in if that has a transition.config.ts', async () => {
    const machine = await openMachine()
    await writeFile(join(machine.handlers, 'transition.config.ts'), 'export default {}')
    await using platform = await startCommand(['--data', ':memory:'], { cwd: machine.handlers })
    const answer = await create(platform, { imageUrl: url(machine.evil) })
    expect(answer).toMatchObject(refused('outside the folder'))
    const imageUrl = url(join(machine.handlers, 'handler.mjs'))
    expect(await create(platform, { imageUrl })).toMatchObject({ status: 200 })
  })

  it('refuses what is in its state from before, or from another platform', async () => {
    const machine = await openMachine()
    const data = machine.at('state')
    const imageUrl = url(join(machine.handlers, 'handler.mjs'))
    const before = await startCommand(['--data', data, '--handlers', machine.handlers])
    const transition = await create(before, { imageUrl })
    const definition = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }
    const workflow = { specification: { definition }, completedConfig: { imageUrl } }
    const { body } = await before.call('POST', '/workflows', workflow)
    await before[Symbol.asyncDispose]()

    await using platform = await startCommand(['--data', data], { cwd: machine.at('elsewhere') })
    const execution = await execute(platform, transition)
    expect(await logOf(platform, execution)).toContain('this platform starts none')
    const path = `/workflows/${String(body['workflowId'])}/executions`
    const { body: ended } = await platform.call('POST', path, { input: {} })
    await expect
      .poll(
        async () => (await platform.call('GET', `${path}/${String(ended['executionId'])}`)).body['status'],
      )
      .toBe('succeeded')
    const named = await platform.call('PATCH', `/transitions/${String(transition.body['transitionId'])}`, {
      environment: { A: 'b' },
    })
    expect(named).toMatchObject(refused('this platform starts none'))
    platform.child.kill('SIGTERM')
    await platform.finished
    expect(machine.hasRunHonest()).toBe(false)
  })
})

describe('a platform with --handlers', () => {
  it('runs no file outside that folder', async () => {
    const machine = await openMachine()
    const { handlers } = machine
    await using platform = await startCommand(['--data', ':memory:', '--handlers', handlers])
    const outside = {
      'another folder': url(machine.evil),
      'a folder of a longer name': url(machine.at('handlers-too', 'evil.mjs')),
      dots: `file://${handlers}/../outside/evil.mjs`,
      'encoded dots': `file://${handlers}/%2e%2e/outside/evil.mjs`,
      'an encoded slash': `file://${handlers}/..%2foutside%2fevil.mjs`,
      'an encoded NUL': `file://${machine.evil}%00${handlers}/handler.mjs`,
      'another machine': `file://host${handlers}/handler.mjs`,
      capitals: `FILE://${machine.evil}`,
      blanks: ` \nfi\tle://${machine.evil}`,
      'no slashes': `file:${machine.evil}`,
      'a relative path': 'file:../outside/evil.mjs',
      'a link': url(join(handlers, 'link.mjs')),
      'a linked folder': url(join(handlers, 'linked', 'evil.mjs')),
      'what is missing there': url(join(handlers, 'linked', 'missing.mjs')),
      'a package': url(join(handlers, 'node_modules', 'tool', 'evil.mjs')),
      'the root': 'file:///',
    }
    for (const [what, imageUrl] of Object.entries(outside)) {
      const answer = await create(platform, { imageUrl })
      await execute(platform, answer)
      expect(machine.hasRun(), what).toBe(false)
      expect(answer, what).toMatchObject(refused('outside the folder'))
    }
  })

  it("checks again at each launch: a folder's main, and a link that leads elsewhere by now", async () => {
    const machine = await openMachine()
    const { handlers } = machine
    await using platform = await startCommand(['--data', ':memory:', '--handlers', handlers])
    const imageUrl = url(join(handlers, 'folder'))
    const folder = await create(platform, { imageUrl })
    expect(await logOf(platform, await execute(platform, folder))).toContain('outside the folder')

    const current = join(handlers, 'current')
    await mkdir(join(handlers, 'v1'))
    await writeFile(join(handlers, 'v1', 'evil.mjs'), program(machine.at('v1')))
    await symlink(join(handlers, 'v1'), current)
    const linked = await create(platform, { imageUrl: url(join(current, 'evil.mjs')) })
    await execute(platform, linked)
    expect(existsSync(machine.at('v1'))).toBe(true)
    await symlink(machine.at('outside'), join(handlers, 'next'))
    await rename(join(handlers, 'next'), current)
    expect(await logOf(platform, await execute(platform, linked))).toContain('outside the folder')
    expect(machine.hasRun()).toBe(false)
  })

  it('takes no variable from the API that loads code or finds programs', async () => {
    const machine = await openMachine()
    await using platform = await startCommand(['--data', ':memory:', '--handlers', machine.handlers])
    const imageUrl = url(join(machine.handlers, 'handler.mjs'))
    const load = `--import=${url(machine.evil)}`
    const values = { NODE_OPTIONS: load, TRANSITION_HANDLER: machine.evil }
    const names = [...LOADING.trim().split(/\s+/), 'LD_PRELOAD=/tmp/evil.so:', '']
    const { body: plain } = await platform.call('POST', '/secrets', { data: { A: 'b' } })
    const secretId = String(plain['secretId'])
    const used = await create(platform, { imageUrl, environmentSecrets: [secretId] })
    const usedPath = `/transitions/${String(used.body['transitionId'])}`
    const definition = { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }
    const specification = { definition }
    const workflow = await platform.call('POST', '/workflows', { specification })
    const workflowPath = `/workflows/${String(workflow.body['workflowId'])}`

    for (const name of names) {
      const variables = {
        [name]: Object.entries(values).find(([key]) => key === name.toUpperCase())?.[1] ?? load,
      }
      const { body: secret } = await platform.call('POST', '/secrets', { data: variables })
      const environmentSecrets = [String(secret['secretId'])]
      const answers = {
        environment: await create(platform, { imageUrl, environment: variables }),
        secret: await create(platform, { imageUrl, environmentSecrets }),
        'PATCH of environment': await platform.call('PATCH', usedPath, { environment: variables }),
        'PATCH of secrets': await platform.call('PATCH', usedPath, { environmentSecrets }),
        'PATCH of a secret': await platform.call('PATCH', `/secrets/${secretId}`, { data: variables }),
        completedConfig: await platform.call('POST', '/workflows', {
          specification,
          completedConfig: { imageUrl, environment: variables },
        }),
        "completedConfig's secret": await platform.call('PATCH', workflowPath, {
          completedConfig: { imageUrl, environmentSecrets },
        }),
      }
      for (const [how, answer] of Object.entries(answers)) {
        if (how === 'environment' || how === 'secret') await execute(platform, answer)
        expect(answer, `${name} by ${how}`).toMatchObject(refused(JSON.stringify(name)))
      }
    }
    await execute(platform, used)
    expect(machine.hasRun()).toBe(false)
  })

  it('lets containers have them all, and handlers have any other', async () => {
    const machine = await openMachine()
    await using platform = await startCommand(['--data', ':memory:', '--handlers', machine.handlers])
    const environment = { NODE_OPTIONS: '--max-old-space-size=100', PATH: '/bin' }
    expect(await create(platform, { imageUrl: 'team/image:1', environment })).toMatchObject({ status: 200 })
    const names =
      'NODE_ENV LDAP_URL GITHUB_TOKEN QTY ERP_PATH ENV LOG_LEVEL TZ HTTPS_PROXY LAS_CLIENT_ID'.split(' ')
    const honest = Object.fromEntries(names.map((name) => [name, 'x']))
    const imageUrl = url(join(machine.handlers, 'handler.mjs'))
    expect(await create(platform, { imageUrl, environment: honest })).toMatchObject({
      status: 200,
    })
  })

  it.each(['0.0.0.0', '::', '192.0.2.1'])('listens on no address but loopback: not on %s', async (host) => {
    const machine = await openMachine()
    const args = [
      'platform',
      '--port',
      '0',
      '--data',
      ':memory:',
      '--host',
      host,
      '--handlers',
      machine.handlers,
    ]
    const { code, stderr } = await run('transition', { args })
    expect(stderr).toContain(`--handlers: whoever reaches ${host} could run them on this machine`)
    expect(code).toBe(64)
  })
})

it('starts no file where others than this machine reach it, whatever folder it is started in', async () => {
  const machine = await openMachine()
  await writeFile(join(machine.handlers, 'transition.config.ts'), 'export default {}')
  await using platform = await startCommand(['--data', ':memory:', '--host', '0.0.0.0'], {
    cwd: machine.handlers,
  })
  const imageUrl = url(join(machine.handlers, 'handler.mjs'))
  const answer = await create(platform, { imageUrl })
  await execute(platform, answer)
  expect(machine.hasRunHonest()).toBe(false)
  expect(answer).toMatchObject(refused('this platform starts none'))
})

it.skipIf(hasNoNamespaces)(
  `nor for a caller on another machine who has a key${whyNoNamespaces}`,
  async () => {
    const machine = await openMachine()
    await using other = await openOtherMachine()
    await writeFile(join(machine.handlers, 'transition.config.ts'), 'export default {}')
    const args = ['--data', ':memory:', '--host', other.here]
    await using platform = await startCommand(args, { cwd: machine.handlers })
    const { apiEndpoint, apiKey } = platform.line
    const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' }
    const send = (body: object, path = '/transitions') =>
      knock([{ url: apiEndpoint + path, method: 'POST', headers, body: JSON.stringify(body) }], other)
    const docker = { transitionType: 'docker' }
    for (const imageUrl of [url(machine.evil), url(join(machine.handlers, 'handler.mjs'))]) {
      const [answer] = await send({ ...docker, parameters: { imageUrl } })
      expect(answer).toMatchObject({ status: 400 })
      expect(answer?.text).toContain('this platform starts none')
    }
    const [image] = await send({ ...docker, parameters: { imageUrl: 'team/image:1' } })
    expect(image).toMatchObject({ status: 200 })
    expect(machine.hasRun() || machine.hasRunHonest()).toBe(false)
  },
)

it("lets the command's own user set every variable", async () => {
  const machine = await openMachine()
  const marker = machine.at('loaded')
  await writeFile(machine.at('first.mjs'), program(marker))
  const args = ['run', join(machine.handlers, 'handler.mjs'), '--json']
  const load = `NODE_OPTIONS=--import=${url(machine.at('first.mjs'))}`
  const { code, stdout } = await run('transition', {
    args: [...args, '--env', load, '--env', 'NODE_PATH=/x'],
  })
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
    execution: { status: 'succeeded' },
  })
  expect(existsSync(marker)).toBe(true)
  expect(code).toBe(0)
})
