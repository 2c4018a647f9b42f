import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { docker, hasNoEngine, why } from '../support/docker/engine.ts'
import { startOpenRegistry } from '../support/docker/registry.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { openProject, writeFiles } from '../support/project.ts'
import { run } from '../support/programs.ts'

const LOGIN = 'team:the-password-of-the-registry'

describe.skipIf(hasNoEngine)(`transition deploy${why}`, () => {
  it('builds, pushes and creates; then finds nothing to do; then pushes what has changed', async () => {
    await using registry = await startOpenRegistry(LOGIN)
    await using platform = await startPlatform()
    await using project = await open(registry.host)

    const trial = await deploy(project.path, platform, '--dry-run')
    expect(trial.stdout).toContain(`${registry.host}/team/double:latest`)
    expect(trial.code).toBe(0)
    expect(registry.digestOf('latest')).toBeUndefined()

    const first = await deploy(project.path, platform, '--yes')
    expect(first.stdout).toContain(`Pushing ${registry.host}/team/double:latest`)
    expect(first.stdout).toContain('✔ double is created')
    const digest = registry.digestOf('latest')
    expect(digest).toMatch(/^sha256:/)

    const second = await deploy(project.path, platform, '--yes')
    expect(second.stdout).toContain('nothing changes')
    expect(registry.digestOf('latest')).toBe(digest)

    await writeFiles(project.path, { 'handler.mjs': 'export default () => ({ n: 2 })' })
    const third = await deploy(project.path, platform, '--yes')
    expect(third.stdout).toMatch(/~ image +127\.0\.0\.1:\d+\/team\/double:latest {2}[0-9a-f]{12} → /)
    expect(third.stdout).toContain('✔ double is updated')
    expect(registry.digestOf('latest')).not.toBe(digest)

    const { transitions } = await platform.client.transitions.list({})
    expect(transitions).toMatchObject([{ parameters: { imageUrl: `${registry.host}/team/double:latest` } }])
    const all = [trial, first, second, third].map(({ stdout, stderr }) => stdout + stderr).join('')
    expect(all).not.toContain('the-password-of-the-registry')
    expect(await candidates()).toEqual([])
    await removeImages(registry.host)
  })

  it('says how to log in where the registry refuses, and creates nothing', async () => {
    await using registry = await startOpenRegistry('somebody:else')
    await using platform = await startPlatform()
    await using project = await open(registry.host)
    const { code, stderr } = await deploy(project.path, platform, '--yes')
    expect(stderr).toContain(`The image ${registry.host}/team/double:latest could not be pushed`)
    expect(stderr).toContain(`May the login of docker login ${registry.host} write there?`)
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(69)
    expect((await platform.client.transitions.list({})).transitions).toEqual([])
    expect(await candidates()).toEqual([])
    await removeImages(registry.host)
  })
})

describe.skipIf(hasNoEngine)(`transition deploy in a project${why}`, () => {
  it('builds and pushes the image of each handler; a new one is no change of anything else', async () => {
    await using registry = await startOpenRegistry(LOGIN)
    await using platform = await startPlatform()
    const login = Buffer.from(LOGIN).toString('base64')
    await using project = await openProject({
      'transition.config.ts': `export default { name: 'numbers', registry: '${registry.host}/team', transitions: { double: { handler: 'double/handler.mjs' } }, workflows: { numbers: { definition: 'numbers.asl.json' } } }`,
      'numbers.asl.json':
        '{ "StartAt": "Double", "States": { "Double": { "Type": "Task", "Resource": "double", "End": true } } }',
      'double/handler.mjs': 'export default () => ({ n: 1 })',
      'double/Dockerfile': 'FROM scratch\nCOPY handler.mjs /\n',
      'docker/config.json': JSON.stringify({ auths: { [registry.host]: { auth: login } } }),
    })
    const first = await deploy(project.path, platform, '--yes')
    expect(first).toMatchObject({ code: 0 })
    const digest = registry.digestOf('latest')
    expect(digest).toMatch(/^sha256:/)
    const { transitions } = await platform.client.transitions.list({})
    expect(transitions).toMatchObject([
      { name: 'double', parameters: { imageUrl: `${registry.host}/team/double:latest` } },
    ])
    expect((await deploy(project.path, platform, '--yes')).stdout).toContain('nothing changes')

    await writeFiles(project.path, { 'double/handler.mjs': 'export default () => ({ n: 2 })' })
    const second = await deploy(project.path, platform, '--yes')
    expect(second.stdout).toContain(`~ image ${registry.host}/team/double:latest`)
    expect(registry.digestOf('latest')).not.toBe(digest)
    expect((await platform.client.workflows.list({})).workflows).toHaveLength(1)
    expect(await candidates()).toEqual([])
    await removeImages(registry.host)
  })
})

/** A project whose image is small: it is pushed, not run. */
function open(host: string) {
  const login = Buffer.from(LOGIN).toString('base64')
  return openProject({
    'transition.config.ts': `export default { name: 'double', handler: 'handler.mjs', image: { repository: '${host}/team/double' } }`,
    'handler.mjs': 'export default () => ({ n: 1 })',
    Dockerfile: 'FROM scratch\nCOPY handler.mjs /\n',
    '.dockerignore': 'node_modules\n',
    'docker/config.json': JSON.stringify({ auths: { [host]: { auth: login } } }),
  })
}

function deploy(cwd: string, platform: TestPlatform, ...args: string[]) {
  const env = { ...platform.environment, DOCKER_CONFIG: join(cwd, 'docker') }
  return run('transition', { args: ['deploy', ...args], cwd, env })
}

async function candidates(): Promise<string[]> {
  const images = await docker.listImages()
  return images
    .flatMap(({ RepoTags }) => RepoTags ?? [])
    .filter((tag) => tag.startsWith('docker-transition-candidate'))
}

/** What was pushed stays in the engine, with a tag or, once another has that, by its digest. */
async function removeImages(host: string): Promise<void> {
  for (const { Id } of await docker.listImages({ filters: { reference: [`${host}/team/double`] } }))
    await docker.getImage(Id).remove({ force: true })
}
