import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { openProject, writeFiles } from '../support/project.ts'
import { run, start } from '../support/programs.ts'

const IMAGE = ['--image', 'registry.test/team/double:1']
const HANDLER = `
import { z } from 'zod'
console.log('what a handler prints when it is loaded')
export default {
  input: z.object({ number: z.number(), since: z.coerce.date().optional() }),
  output: z.object({ doubled: z.number() }),
  handler: ({ input }) => ({ doubled: 2 * input.number }),
}`
const config = (fields: string) => `
import { defineConfig } from 'docker-transition/config'
export default defineConfig({ name: 'double', handler: 'handler.ts', ${fields} })`

describe('transition deploy', () => {
  it('makes the transition that the configuration describes, with schemas of the handler', async () => {
    await using platform = await startPlatform()
    await using project = await open(`description: 'Doubles', memory: 1024, timeoutInSeconds: 120,
      environment: { COUNTRY: 'CH' }, environmentSecrets: ['erp', { name: 'own', variables: ['ERP_TOKEN', 'LAS_CLIENT_ID'] }]`)
    const { secretId } = await platform.client.secrets.create({ name: 'erp', data: { A: 'B' } })
    const { code, stdout } = await deploy(project, platform, ...IMAGE, '--yes', '--json')
    expect(code).toBe(0)
    expect(stdout).not.toContain('very-secret')
    const { transitionId, action, secrets } = JSON.parse(stdout)
    expect({ action, secrets }).toEqual({ action: 'created', secrets: ['own'] })
    const { secrets: all } = await platform.client.secrets.list({})
    expect(await platform.client.transitions.get(transitionId)).toMatchObject({
      name: 'double',
      description: 'Doubles',
      transitionType: 'docker',
      timeoutInSeconds: 120,
      parameters: {
        imageUrl: 'registry.test/team/double:1',
        memory: 1024,
        environment: { COUNTRY: 'CH' },
        environmentSecrets: [secretId, all.find(({ name }) => name === 'own')?.secretId],
      },
      inputJsonSchema: { properties: { number: { type: 'number' }, since: {} }, required: ['number'] },
      outputJsonSchema: { properties: { doubled: { type: 'number' } }, required: ['doubled'] },
    })
  })

  it('says that nothing changes when nothing does', async () => {
    await using platform = await startPlatform()
    await using project = await open(
      `environment: { A: 'B' }, environmentSecrets: [{ name: 'own', variables: ['ERP_TOKEN'] }]`,
    )
    await deploy(project, platform, ...IMAGE, '--yes')
    const { code, stdout } = await deploy(project, platform, ...IMAGE, '--yes')
    expect(stdout).toContain('double is as the configuration says: nothing changes.')
    expect(code).toBe(0)
    const { transitions } = await platform.client.transitions.list({})
    expect(transitions).toHaveLength(1)
  })

  it('shows what would change, values of secrets left out, and changes nothing in a dry run', async () => {
    await using platform = await startPlatform()
    await using project = await open(
      `description: 'Doubles', environment: { COUNTRY: 'CH', CITY: 'Bern', API_TOKEN: 'very-secret' }`,
    )
    await deploy(project, platform, ...IMAGE, '--yes')
    const { transitions: before } = await platform.client.transitions.list({})
    await writeFiles(project.path, {
      'transition.config.ts': config(
        `description: 'Doubles numbers', environment: { COUNTRY: 'NO', ZIP: '3011', API_TOKEN: 'very-secret-too' }, environmentSecrets: [{ name: 'own', variables: ['ERP_TOKEN'] }]`,
      ),
      'handler.ts': HANDLER.replace('number: z.number()', 'number: z.string()'),
    })
    const { code, stdout } = await deploy(project, platform, ...IMAGE, '--dry-run')
    expect(code).toBe(0)
    expect(stdout).toContain(`~ transition double  ${before[0]?.transitionId}
  + secret own                    ERP_TOKEN
  ~ description                   "Doubles" → "Doubles numbers"
  ~ inputJsonSchema.properties.number.type  "number" → "string"
  ~ environment.COUNTRY           "CH" → "NO"
  - environment.CITY              "Bern"
  ~ environment.API_TOKEN         ••• → •••
  + environment.ZIP               "3011"
  + environmentSecrets            ["own"]

This was a dry run: nothing has changed.`)
    expect(stdout).not.toContain('very-secret')
    expect((await platform.client.transitions.list({})).transitions).toEqual(before)
    expect((await platform.client.secrets.list({})).secrets).toEqual([])
  })

  it('changes what can change, and leaves what the configuration does not mention', async () => {
    await using platform = await startPlatform()
    await using project = await open(`description: 'Doubles', environment: { A: 'B' }`)
    await deploy(project, platform, ...IMAGE, '--yes')
    await writeFiles(project.path, { 'transition.config.ts': config(`environment: { A: 'C' }`) })
    const { code, stdout } = await deploy(project, platform, ...IMAGE, '--yes')
    expect(stdout).toContain('✔ double is updated')
    expect(code).toBe(0)
    expect((await platform.client.transitions.list({})).transitions).toMatchObject([
      { description: 'Doubles', parameters: { environment: { A: 'C' } } },
    ])
  })

  it('refuses what the API lets nobody change, and says what to do', async () => {
    await using platform = await startPlatform()
    await using project = await open('memory: 512')
    await deploy(project, platform, ...IMAGE, '--yes')
    await writeFiles(project.path, {
      'transition.config.ts': config(`memory: 2048, environment: { A: 'B' }`),
    })
    const { code, stdout, stderr } = await deploy(project, platform, ...IMAGE, '--yes')
    expect(stdout).toMatch(/~ memory +512 → 2048 {2}can't be changed/)
    expect(stderr).toContain(
      "The platform's API changes no memory of a transition that exists.\n--replace makes",
    )
    expect(code).toBe(1)
    const { transitions } = await platform.client.transitions.list({})
    expect(transitions).toMatchObject([{ parameters: { memory: 512 } }])
  })

  it('--replace makes another transition of the same name, and keeps the old one under another', async () => {
    await using platform = await startPlatform()
    await using project = await open(`memory: 512, description: 'Doubles', environment: { A: 'B' }`)
    const { transitionId: old } = JSON.parse(
      (await deploy(project, platform, ...IMAGE, '--yes', '--json')).stdout,
    )
    await writeFiles(project.path, { 'transition.config.ts': config('memory: 2048') })
    const { code, stdout } = await deploy(project, platform, ...IMAGE, '--yes', '--replace', '--json')
    expect(code).toBe(0)
    const { transitionId, action, replaced } = JSON.parse(stdout)
    expect({ action, replaced: replaced.transitionId }).toEqual({ action: 'replaced', replaced: old })
    expect(await platform.client.transitions.get(transitionId)).toMatchObject({
      name: 'double',
      description: 'Doubles',
      parameters: { memory: 2048, environment: { A: 'B' } },
    })
    expect(await platform.client.transitions.get(old)).toMatchObject({
      name: `double (replaced by ${transitionId})`,
      parameters: { memory: 512 },
    })
    expect((await deploy(project, platform, ...IMAGE, '--yes')).stdout).toContain('nothing changes')
  })

  it('makes manual transitions too', async () => {
    await using platform = await startPlatform()
    await using project = await open(`type: 'manual', timeoutInSeconds: 1800`)
    const { code, stdout } = await deploy(project, platform, '--yes')
    expect(stdout).toContain('✔ double is created')
    expect(code).toBe(0)
    expect((await platform.client.transitions.list({})).transitions).toMatchObject([
      { transitionType: 'manual', timeoutInSeconds: 1800, inputJsonSchema: { type: 'object' } },
    ])
  })

  it('says why a schema is not sent', async () => {
    await using platform = await startPlatform()
    await using project = await open('')
    const schema = `{ '~standard': { version: 1, vendor: 'homemade', validate: (value) => ({ value }) } }`
    await writeFiles(project.path, {
      'handler.ts': `export default { input: ${schema}, handler: () => ({}) }`,
    })
    const { stdout } = await deploy(project, platform, ...IMAGE, '--dry-run')
    expect(stdout).toContain('The input schema is not sent: homemade has no JSON Schema for it')
  })

  it('writes secrets again with --update-secrets', async () => {
    await using platform = await startPlatform()
    await using project = await open(`environmentSecrets: [{ name: 'own', variables: ['ERP_TOKEN'] }]`)
    await deploy(project, platform, ...IMAGE, '--yes')
    const [before] = (await platform.client.secrets.list({})).secrets
    const { stdout } = await deploy(project, platform, ...IMAGE, '--yes', '--update-secrets')
    expect(stdout).toMatch(/~ secret own +ERP_TOKEN/)
    const [after] = (await platform.client.secrets.list({})).secrets
    expect(after?.secretId).toBe(before?.secretId)
    expect(after?.updatedTime).not.toBe(before?.updatedTime)
  })

  it('takes a profile, and the platform that runs here with --local', async () => {
    await using project = await open('')
    await using local = start('transition', {
      args: ['platform', '--port', '0', '--json'],
      cwd: project.path,
    })
    await local.said('\n')
    const { apiEndpoint, authEndpoint, clientId, clientSecret } = JSON.parse(local.output.stdout)
    await mkdir(join(project.path, '.lucidtech'))
    await writeFile(
      join(project.path, '.lucidtech/credentials.cfg'),
      `[here]\nclient_id = ${clientId}\nclient_secret = ${clientSecret}\nauth_endpoint = ${authEndpoint}\napi_endpoint = ${apiEndpoint}\n`,
    )
    const options = { cwd: project.path, env: { HOME: project.path } }
    const named = await run('transition', {
      args: ['deploy', ...IMAGE, '--profile', 'here', '--yes'],
      ...options,
    })
    expect(named.stdout).toContain(`On ${apiEndpoint} (profile here)`)
    const here = await run('transition', { args: ['deploy', ...IMAGE, '--local', '--dry-run'], ...options })
    expect(here.stdout).toContain(`On ${apiEndpoint} (the local platform of .transition)`)
    expect(here.stdout).toContain('nothing changes')
  })

  it.each<
    [
      string,
      { args?: string[]; fields?: string; files?: Record<string, string>; env?: Record<string, string> },
      string,
      number,
    ]
  >([
    ['no terminal and no --yes', { args: [...IMAGE] }, 'There is no terminal to ask on: --yes deploys', 64],
    [
      'no configuration',
      { args: ['nowhere', '--yes'], files: { 'nowhere/package.json': '{}' } },
      'There is no transition.config.ts',
      64,
    ],
    ['a configuration that is wrong', { fields: 'cpus: 2', args: ['--yes'] }, 'cpus is unknown', 64],
    ['no image', { args: ['--yes'] }, 'The configuration has no image', 64],
    ['a handler that is not there', { args: ['nope.ts', '--yes'] }, 'nope.ts does not exist', 64],
    [
      'a handler that does not load',
      { files: { 'handler.ts': 'export default 5' }, args: [...IMAGE, '--yes'] },
      'has no usable default export',
      64,
    ],
    [
      'a handler that ends its process',
      { files: { 'handler.ts': 'process.exit(3)' }, args: [...IMAGE, '--yes'] },
      'it ended its process (code 3)',
      64,
    ],
    [
      'a secret that is not there',
      { fields: "environmentSecrets: ['nope']", args: [...IMAGE, '--yes'] },
      'The platform has no secret nope',
      64,
    ],
    [
      'a variable that is not there',
      { fields: "environmentSecrets: [{ name: 'own', variables: ['NOPE'] }]", args: [...IMAGE, '--yes'] },
      'this machine has no NOPE: set it',
      64,
    ],
    [
      'a local platform that does not run',
      { args: [...IMAGE, '--yes', '--local'] },
      'No platform runs for .transition',
      64,
    ],
    [
      'no Docker Engine',
      {
        fields: "image: { repository: 'registry.test/a' }",
        args: ['--yes'],
        env: { DOCKER_HOST: 'unix:///nowhere.sock' },
      },
      'No Docker Engine answers',
      69,
    ],
    [
      'a platform that is not there',
      { args: [...IMAGE, '--yes'], env: { LAS_AUTH_ENDPOINT: 'http://127.0.0.1:1/oauth2' } },
      'POST /token',
      69,
    ],
    [
      'credentials that are wrong',
      { args: [...IMAGE, '--yes'], env: { LAS_CLIENT_SECRET: 'wrong' } },
      'are the client id and secret right',
      77,
    ],
    [
      'credentials that are missing',
      { args: [...IMAGE, '--yes'], env: { LAS_CLIENT_SECRET: '', HOME: '/nowhere' } },
      "credentials.cfg can't be read",
      77,
    ],
    [
      'a profile that is not there',
      { args: [...IMAGE, '--yes', '--profile', 'nope'], env: { HOME: '/nowhere' } },
      "credentials.cfg can't be read",
      77,
    ],
  ])('says what to do about %s, changes nothing and exits right', async (_, given, message, expected) => {
    await using platform = await startPlatform()
    await using project = await open(given.fields ?? '')
    await writeFiles(project.path, given.files ?? {})
    const { code, stderr } = await run('transition', {
      args: ['deploy', ...(given.args ?? [])],
      cwd: project.path,
      env: { ...platform.environment, ...given.env },
    })
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect(stderr).not.toMatch(/[0-9a-f]{64}/)
    expect(code).toBe(expected)
    expect((await platform.client.transitions.list({})).transitions).toEqual([])
  })
})

function open(fields: string) {
  return openProject({ 'transition.config.ts': config(fields), 'handler.ts': HANDLER }, ['zod'])
}

function deploy({ path }: { path: string }, platform: TestPlatform, ...args: string[]) {
  const env = { ...platform.environment, ERP_TOKEN: 'very-secret' }
  return run('transition', { args: ['deploy', ...args], cwd: path, env })
}
