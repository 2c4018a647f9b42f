import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasOwnNode, machinePath, pack, root, runWell } from './machine.ts'
import { openRegistry, type Registry } from './registry.ts'

/** Milliseconds: a project is installed from the registry, which fetches what it has not. */
const TIMEOUT = 240_000

/** The repository's own Node before the machine's, and the machine's npm. */
const newPath = [dirname(process.execPath), machinePath].join(delimiter)

describe.skipIf(!hasOwnNode)('from the packed packages, through a registry', () => {
  let registry: Registry
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'test-'))
    registry = await openRegistry()
    await registry.publish(await pack(root, folder, '--ignore-scripts'))
    await registry.publish(await pack(join(root, 'templates'), folder))
  }, TIMEOUT)

  afterAll(async () => {
    await registry?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  it.concurrent.for(['blank', 'predict'])(
    'a project of the template %s is created, installed, checked, run and bundled, and heeds a change',
    { timeout: TIMEOUT },
    async (template) => {
      const project = join(folder, `my-${template}`)
      const npm = (cwd: string, ...args: string[]) =>
        runWell('npm', args, {
          cwd,
          path: newPath,
          env: { npm_config_registry: registry.url, npm_config_cache: join(folder, 'cache') },
        })
      await npm(
        folder,
        'create',
        '--yes',
        'docker-transition@latest',
        `my-${template}`,
        '--',
        '--template',
        template,
        '--yes',
      )
      await npm(project, 'run', 'check')
      expect((await npm(project, 'start')).stdout).toContain('✔ succeeded')
      await npm(project, 'run', 'bundle')
      expect(await readFile(join(project, 'dist/handler.js'), 'utf8')).toContain('export')
    },
  )
})
