import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hasOwnNode, projectPath, root, run, runWell } from './machine.ts'

/** Milliseconds: each packs two packages and installs a project from the registry. */
const TIMEOUT = 240_000

it.for(['blank', 'predict'])(
  "a project of the template %s, made of the packed packages with the machine's own Node, checks and runs",
  { timeout: TIMEOUT },
  async (template, { skip }) => {
    skip(!hasOwnNode, 'This machine has no node and npm outside node_modules')
    await using folder = await mkdtempDisposable(join(tmpdir(), 'test-'))
    const library = await pack(root, folder.path, '--ignore-scripts')
    const command = await pack(join(root, 'templates'), folder.path)

    const create = ['create-docker-transition', 'my-project', '--template', template, '--no-install']
    await runWell('npm', ['exec', '--yes', `--package=${command}`, '--', ...create], { cwd: folder.path })
    const cwd = join(folder.path, 'my-project')
    await runWell('npm', ['install', '--save-exact', library], { cwd })

    await runWell('npm', ['run', 'check'], { cwd })
    const { code, stdout } = await run('npm', ['start'], { cwd })
    expect(stdout).toContain('✔ succeeded')
    expect(code).toBe(0)
  },
)

/** Packs what is published; resolves with the tarball's path. */
async function pack(package_: string, destination: string, ...flags: string[]): Promise<string> {
  const args = ['pack', '--json', '--pack-destination', destination, ...flags]
  const { stdout } = await runWell('npm', args, { cwd: package_, path: projectPath })
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[')))
  return join(destination, filename)
}
