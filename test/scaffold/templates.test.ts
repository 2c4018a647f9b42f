import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import PQueue from 'p-queue'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { docker, hasNoEngine } from '../support/docker/engine.ts'
import { makeNodeImages } from '../support/docker/stand-in-image.ts'
import { testImage } from '../support/docker/test-image.ts'
import { startPlatform } from '../support/platform.ts'
import { follow } from '../support/programs.ts'
import { launch } from './launch.ts'
import { environment, hasOwnNode, whyNoNode, machinePath, pack, root, run, runWell } from './machine.ts'
import { openRegistry, type Registry } from './registry.ts'
import { followTutorial } from './tutorial.ts'

/** Milliseconds: the registry fetches what it has not, and the machine may have other work. */
const TIMEOUT = 900_000

const TEMPLATES = ['blank', 'compare', 'export', 'feedback', 'predict', 'worker']
/** Those with packages of their own. The packages of all others are those of `blank`, and so is what is installed. */
const WITH_PACKAGES = ['blank', 'export']
/** All have the same Dockerfile, so two images do; the tutorial builds the one of `predict`. */
const WITH_IMAGE = ['blank', 'export']

/** The repository's own Node, and the machine's npm. */
const newPath = [dirname(process.execPath), machinePath].join(delimiter)

const imagesWhy = hasNoEngine ? ' (no images: there is no Docker Engine)' : ''

describe.skipIf(!hasOwnNode)(`from the packed packages, through a registry${imagesWhy}${whyNoNode}`, () => {
  let registry: Registry
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'test-'))
    const images = hasNoEngine ? undefined : makeNodeImages(docker)
    const packed = Promise.all([
      pack(root, folder, '--ignore-scripts'),
      pack(join(root, 'templates'), folder),
    ])
    registry = await openRegistry()
    for (const tarball of await packed) await registry.publish(tarball)
    await images
  }, TIMEOUT)

  afterAll(async () => {
    await registry?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  }, TIMEOUT)

  const settings = () => ({
    npm_config_registry: registry.url,
    npm_config_cache: join(folder, 'cache'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    // What one project has fetched, the next need not ask for again.
    npm_config_prefer_offline: 'true',
  })

  async function create(name: string, template: string, path: string, ...flags: string[]): Promise<Project> {
    const args = ['create', '--yes', 'docker-transition@latest', name, '--', '--template', template, ...flags]
    const options = { path, env: settings() }
    await runWell('npm', args, { cwd: folder, ...options })
    const cwd = join(folder, name)
    return { cwd, path, npm: async (...rest) => (await runWell('npm', rest, { cwd, ...options })).stdout }
  }

  // Two at a time: as many as the machine may have cores.
  const lanes = new PQueue({ concurrency: 2 })

  // Who comes first makes it: tests may run in any order, and in part.
  let blank: Promise<Project> | undefined
  const createBlank = () => (blank ??= create('my-blank', 'blank', newPath, '--yes'))

  /** Creates it and installs its packages; the same packages are installed once. */
  async function createInstalled(template: string): Promise<Project> {
    const name = `my-${template}`
    if (template === 'blank') return createBlank()
    if (WITH_PACKAGES.includes(template)) return create(name, template, newPath, '--yes')
    const project = await create(name, template, newPath, '--yes', '--no-install')
    await takePackages(await createBlank(), project)
    return project
  }

  it.concurrent.for(TEMPLATES)(
    'a project of the template %s is created, installed, checked, run, bundled, and runs again at a change',
    { timeout: TIMEOUT },
    (template) =>
      lanes.add(async () => {
        const project = await createInstalled(template)
        expect(await readdir(project.cwd)).toContain('package-lock.json')
        expect(await project.npm('run', 'check')).toContain('passed')
        expect(await project.npm('start')).toContain('✔ succeeded')
        await project.npm('run', 'bundle')
        expect(await readdir(join(project.cwd, 'dist'))).toEqual(['handler.js'])
        await heedsAChange(project)
        if (hasNoEngine || !WITH_IMAGE.includes(template)) return
        const said = template === 'export' ? 'The ERP refuses the document with 404' : '✔ succeeded'
        expect(await runInContainer(project, template, registry)).toContain(said)
      }),
  )

  it.concurrent('its launch configuration stops at a breakpoint in the handler', { timeout: TIMEOUT }, () =>
    lanes.add(async () => {
      const stop = await launch(await createBlank(), 'Run the handler', 'log.info(')
      expect(stop).toMatchObject({
        url: expect.stringMatching(/\/my-blank\/handler\.ts$/),
        line: stop.expectedLine,
      })
    }),
  )

  it.concurrent('the tutorial leads where it says', { timeout: TIMEOUT }, () =>
    lanes.add(async () => {
      // As somebody who has a platform would: with its credentials in the environment.
      await using platform = await startPlatform()
      const env = { ...settings(), ...platform.environment }
      const sh = async (cwd: string, command: string) =>
        (await runWell('sh', ['-c', command], { cwd, path: newPath, env })).stdout
      const buildFlags = hasNoEngine ? undefined : `--build-arg NPM_CONFIG_REGISTRY=${registry.url}`
      const steps = await followTutorial(folder, sh, buildFlags)
      const outputOf = (command: string) => steps.findLast((step) => step.command === command)?.output
      expect(outputOf('npm start')).toContain('"needsApproval": true')
      expect(outputOf('npm start -- --env LIMIT=10000')).toContain('"needsApproval": false')
      expect(outputOf('npm run check')).toContain('4 passed')
      expect(outputOf('npm run deploy -- --dry-run')).toContain('invoice-total')
      const inContainer = outputOf('npx transition run invoice-total --docker --document invoice.pdf')
      expect(inContainer ?? '✔ succeeded').toContain('✔ succeeded')
    }),
  )

  it(
    "a project brings its own Node where the machine's is too old, and checks on it",
    { timeout: TIMEOUT },
    async () => {
      const { npm, cwd } = await create('with-node', 'blank', machinePath, '--bring-node', '--no-git')
      expect(await npm('exec', '--', 'node', '--version')).toContain('v26.')
      await npm('run', 'check')
      expect(await readdir(cwd)).not.toContain('.git')
    },
  )
})

interface Project {
  cwd: string
  path: string
  /** Runs npm in it; resolves with what it prints. */
  npm: (...args: string[]) => Promise<string>
}

/** Gives a project what npm has installed for another that asks for the very same. */
async function takePackages(from: Project, to: Project): Promise<void> {
  const asked = async ({ cwd }: Project) => {
    const {
      name: _,
      description: _text,
      scripts: _scripts,
      ...rest
    } = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'))
    return rest
  }
  expect(await asked(to)).toEqual(await asked(from))
  const given = ['node_modules', 'package-lock.json'].map((name) => join(from.cwd, name))
  await runWell('cp', ['-a', '--link', ...given, to.cwd], to)
}

/** Starts its `dev` loop, changes the handler, and waits for what the changed one says. */
async function heedsAChange({ cwd, path }: Project): Promise<void> {
  const child = spawn('npm', ['run', 'dev', '--', '--json', '--port', '0'], {
    cwd,
    env: environment(path),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that all that npm starts ends with it.
    detached: true,
  })
  await using dev = follow(child, () => child.pid && process.kill(-child.pid, 'SIGINT'))
  await dev.said('"status":"succeeded"')
  await dev.said('"type":"watching"')
  const handler = join(cwd, 'handler.ts')
  const code = await readFile(handler, 'utf8')
  expect(code).toContain('log.info(')
  await writeFile(handler, code.replace('log.info(', "log.info('Changed')\n    log.info("))
  await dev.said('Changed')
}

/** Builds its image, and runs an execution in it with the input of `npm start`; resolves with what that prints. */
async function runInContainer(
  { cwd, npm, path }: Project,
  template: string,
  { url }: Registry,
): Promise<string> {
  const image = testImage(`template-${template}`)
  const built = await npm('run', 'build', '--', '--tag', image, '--build-arg', `NPM_CONFIG_REGISTRY=${url}`)
  expect(built).toContain('COPY --from=bundle /transition/dist/ /transition/')
  const { scripts } = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'))
  const [, flags = ''] = scripts.start.split(' run handler.ts ')
  // The stand-in for an ERP is out of a container's reach; the registry knows no vouchers, and says so.
  const erp = template === 'export' ? ['--env', `ERP_ENDPOINT=${url}`] : []
  const args = ['transition', 'run', image, '--docker', ...flags.split(' '), ...erp]
  const { stdout } = await run('npm', ['exec', '--', ...args], { cwd, path })
  return stdout
}
