// A registry of npm's on this machine: it has what the test publishes, and fetches the rest from npm's own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { root, runWell } from './machine.ts'

const source = fileURLToPath(new URL('registry/', import.meta.url))

export interface Registry extends AsyncDisposable {
  /** For programs on this machine, and in containers of its engine. */
  url: string
  /** Publishes a package's tarball. */
  publish(tarball: string): Promise<void>
}

export async function openRegistry(): Promise<Registry> {
  const installed = await install()
  const folder = await mkdtemp(join(tmpdir(), 'test-registry-'))
  await writeFile(join(folder, 'config.yaml'), configuration(join(folder, 'storage')))
  const serve = join(source, 'serve.ts')
  const child = spawn(process.execPath, [serve, installed, join(folder, 'config.yaml')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const close = async () => {
    if (child.exitCode === null) {
      child.kill()
      await once(child, 'close')
    }
    await rm(folder, { recursive: true, force: true })
  }
  const [line] = await once(createInterface(child.stdout), 'line')
  const host = `${hostAddress()}:${line}`
  return {
    url: `http://${host}/`,
    async publish(tarball) {
      // npm wants to be logged in; this registry lets everybody publish.
      const flags = ['--registry', `http://${host}/`, `--//${host}/:_authToken=none`, '--provenance=false']
      await runWell('npm', ['publish', tarball, ...flags], { cwd: folder })
    },
    [Symbol.asyncDispose]: close,
  }
}

/** Installs it beside the repository's packages: it is no dependency of theirs. Resolves with the folder. */
async function install(): Promise<string> {
  const lock = await readFile(join(source, 'package-lock.json'))
  const name = createHash('sha256').update(lock).digest('hex').slice(0, 12)
  const folder = join(root, 'node_modules/.cache/test-registry', name)
  if (await stat(folder).catch(() => undefined)) return folder
  const draft = `${folder}-${process.pid}`
  await mkdir(draft, { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) await cp(join(source, file), join(draft, file))
  await runWell('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: draft,
  })
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }))
  return folder
}

/** An address that this machine and its engine's containers reach it by. */
function hostAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}

const configuration = (storage: string) => `
storage: ${storage}
uplinks:
  npm:
    url: https://registry.npmjs.org/
    maxage: 60m
packages:
  '{docker-transition,create-docker-transition}':
    access: $all
    publish: $all
  '**':
    access: $all
    proxy: npm
max_body_size: 100mb
web:
  enable: false
log: { type: stdout, format: pretty, level: fatal }
`
