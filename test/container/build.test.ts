import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { defaultTag } from '../../cli/build/build-context.ts'
import { buildBaseImage } from '../support/docker/base-image.ts'
import { docker, hasNoEngine, why } from '../support/docker/engine.ts'
import { testImage, useImage } from '../support/docker/test-image.ts'
import { handlerPath } from '../support/handlers.ts'
import { resultOf, run } from '../support/programs.ts'

const CANARY = 'a-secret-that-belongs-in-no-image'
const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
const tag = (name: string) => ['--tag', testImage(name)]

describe.skipIf(hasNoEngine)(`transition build${why}`, () => {
  beforeAll(async () => {
    await buildBaseImage(docker)
  })

  it('shows its steps, the size and the layers', async () => {
    const { code, stdout } = await run('transition', {
      args: ['build', 'examples/predict/handler.ts', ...tag('predict')],
    })
    expect(code).toBe(0)
    expect(stdout).toMatch(/✔ \[2\/2\] COPY handler\.js package\.json \/transition\/ {2}(cached|[\d.]+ s)/)
    expect(stdout).toMatch(/[\d.]+ MB {2}in all/)
    expect(stdout).toMatch(/[\d.]+ kB {2}COPY handler\.js package\.json/)
  })

  it('shows the steps of the classic builder too', async () => {
    const { code, stdout } = await run('transition', {
      args: ['build', 'examples/predict/handler.ts', ...tag('predict')],
      env: { DOCKER_BUILDKIT: '0' },
    })
    expect(code).toBe(0)
    expect(stdout).toMatch(/Step 3\/3 {2}COPY handler\.js package\.json \/transition\//)
  })

  it('puts nothing into the image but the handler: no file beside it, no variable of the builder', async () => {
    await using folder = await temporaryFolder()
    await cp(handlerPath('succeeds.mjs'), join(folder.path, 'handler.mjs'))
    for (const name of ['.env', '.npmrc']) await writeFile(join(folder.path, name), CANARY)
    const args = ['build', join(folder.path, 'handler.mjs'), ...tag('canary'), '--json']
    const { stdout } = await run('transition', { args, env: { NPM_TOKEN: CANARY } })
    const { image, size, layers } = JSON.parse(stdout)
    expect(size).toBeGreaterThan(layers.at(-1).size)
    const everything = await buffer(await docker.getImage(image).get())
    expect(everything.includes('doubled')).toBe(true)
    expect(everything.includes(CANARY)).toBe(false)
  })

  it('builds a folder by its own Dockerfile, whose .dockerignore names that too, and runs it', async () => {
    await using folder = await temporaryFolder()
    await cp(join(fixtures, 'folders/with-dockerfile'), folder.path, { recursive: true })
    const dockerfile = await readFile(join(folder.path, 'Dockerfile'), 'utf8')
    const from = dockerfile.replace('docker-transition-test/runtime', testImage('runtime'))
    await writeFile(join(folder.path, 'Dockerfile'), from)
    useImage(await defaultTag(folder.path))
    const args = ['run', folder.path, '--docker', '--input', '{"number": 12}', '--json']
    const { stdout } = await run('transition', { args })
    expect(resultOf(stdout)).toMatchObject({ execution: { status: 'succeeded' }, output: { squared: 144 } })
  })

  it('builds a handler with native dependencies, without its development files', async () => {
    const folder = join(fixtures, 'folders/native')
    const certificates = process.env['NODE_EXTRA_CA_CERTS']
    const proxy = certificates ? ['--build-arg', `NODE_EXTRA_CA_CERTS=${certificates}`] : []
    const built = await run('transition', { args: ['build', folder, ...tag('native'), ...proxy] })
    expect(built).toMatchObject({ code: 0 })
    const { stdout } = await run('transition', {
      args: ['run', testImage('native'), '--docker', '--input', '{"text": "invoice"}', '--json'],
    })
    expect(resultOf(stdout).output).toEqual({ crc: 2_422_544_196 })
  })

  it('runs a handler in a container', async () => {
    await using folder = await temporaryFolder()
    const handler = join(folder.path, 'handler.mjs')
    await cp(handlerPath('reports-its-confinement.mjs'), handler)
    useImage(await defaultTag(handler))
    const { code, stdout } = await run('transition', { args: ['run', handler, '--docker', '--json'] })
    expect(resultOf(stdout).output).toMatchObject({ root: 'EROFS', memory: 512 })
    expect(code).toBe(0)
  })

  it('runs an image by its name, and says when there is none', async () => {
    const { code, stdout } = await run('transition', {
      args: ['run', '127.0.0.1:1/none', '--docker', '--json'],
    })
    expect(resultOf(stdout).error.message).toContain('The image 127.0.0.1:1/none could not be pulled')
    expect(code).toBe(1)
  })

  it('says what is wrong with a handler that it can not bundle', async () => {
    const { code, stderr } = await run('transition', {
      args: ['build', join(fixtures, 'broken/syntax-error.mjs')],
    })
    expect(code).toBe(64)
    expect(stderr).toContain('syntax-error.mjs could not be bundled')
  })

  it('says what is wrong with a Dockerfile', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'Dockerfile'), `FROM ${testImage('runtime')}\nCOPY missing.js /\n`)
    const { code, stderr } = await run('transition', { args: ['build', folder.path, ...tag('broken')] })
    expect(code).toBe(64)
    expect(stderr).toContain(`The image ${testImage('broken')} could not be built: `)
    expect(stderr).toContain('missing.js')
  })
})

describe('transition build without an engine', () => {
  it('says how to get one', async () => {
    const { code, stderr } = await run('transition', {
      args: ['build', 'examples/predict/handler.ts'],
      env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' },
    })
    expect(code).toBe(69)
    expect(stderr).toContain('No Docker Engine answers at unix:///nowhere/docker.sock')
    expect(stderr).toContain('apt-get install docker.io')
  })
})

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}
