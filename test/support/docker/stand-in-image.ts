// Where no registry can be reached, `node:26-slim` is made of this machine's parts: Node from the npm package `node`,
// the libraries that it loads, npm, busybox for a shell. It stands in for the real image; it is not for use.
import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type Docker from 'dockerode'
import { followProgress } from '../../../platform/launchers/docker/progress.ts'
import { testImage } from './test-image.ts'

const exec = promisify(execFile)

export const NODE_IMAGE = 'node:26-slim'
/** A stand-in for `gcr.io/distroless/nodejs26-debian13`: Node elsewhere, no shell, no npm. */
export const DISTROLESS_IMAGE = 'docker-transition-test/distroless-node:latest'

/** Makes both images where they are missing. */
export async function makeNodeImages(docker: Docker): Promise<void> {
  if (!(await hasImage(docker, NODE_IMAGE))) {
    await importOnce(docker, NODE_IMAGE, async (root) => {
      await addProgram(root, process.execPath, '/usr/local/bin/node')
      await addLibc(root)
      await addShell(root)
      await addNpm(root)
      await addSystem(root, 'node:x:1000:1000::/home/node:/bin/sh')
    })
  }
  if (!(await hasImage(docker, DISTROLESS_IMAGE))) {
    await importOnce(docker, DISTROLESS_IMAGE, async (root) => {
      await addProgram(root, process.execPath, '/nodejs/bin/node')
      await addSystem(root, 'nonroot:x:65532:65532::/home/nonroot:/sbin/nologin')
    })
  }
}

export async function hasImage(docker: Docker, name: string): Promise<boolean> {
  return docker
    .getImage(name)
    .inspect()
    .then(
      () => true,
      () => false,
    )
}

/** Makes an image that stays in the engine. Of several who make it at the same time, one gives it its name. */
async function importOnce(
  docker: Docker,
  name: string,
  fill: (root: string) => Promise<void>,
): Promise<void> {
  const draft = testImage('draft')
  await importImage(docker, draft, fill)
  const [repo = '', tag = 'latest'] = name.split(':')
  if (!(await hasImage(docker, name))) await docker.getImage(draft).tag({ repo, tag })
}

/** Makes an image of one layer from what `fill` puts in a folder. */
export async function importImage(
  docker: Docker,
  name: string,
  fill: (root: string) => Promise<void>,
  changes: readonly string[] = [],
): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'image-'))
  try {
    await fill(root)
    const tar = spawn('tar', ['--create', '--owner=0', '--group=0', '--directory', root, '.'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [repo, tag] = name.split(':')
    const stream = await docker.importImage(tar.stdout, {
      repo,
      tag,
      changes: ['ENV PATH=/usr/local/bin:/usr/bin:/bin', ...changes],
    })
    await followProgress(stream)
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** A program and the shared libraries that it loads. */
export async function addProgram(root: string, program: string, path: string): Promise<void> {
  await copy(program, join(root, path))
  const { stdout } = await exec('ldd', [program]).catch(() => ({ stdout: '' }))
  for (const [library] of stdout.matchAll(/\/\S+/g)) await copy(library, join(root, library))
}

/** The rest of the C library, which native modules may load. */
async function addLibc(root: string): Promise<void> {
  const { stdout } = await exec('ldd', [process.execPath])
  const [libc] = stdout.match(/\/\S*libc\.so\.6/) ?? []
  if (libc === undefined) throw new Error(`${process.execPath} is not linked with glibc`)
  for (const name of ['librt.so.1', 'libresolv.so.2', 'libutil.so.1', 'libnss_dns.so.2']) {
    const library = join(dirname(libc), name)
    await copy(library, join(root, library))
  }
}

/** A shell, and `env` where shebangs look for it. */
export async function addShell(root: string): Promise<void> {
  await copy('/bin/busybox', join(root, 'bin/busybox'))
  await mkdir(join(root, 'usr/bin'), { recursive: true })
  const applets = [
    'sh',
    'cat',
    'cp',
    'grep',
    'id',
    'ls',
    'mkdir',
    'rm',
    'sed',
    'sleep',
    'stat',
    'tail',
    'touch',
  ]
  for (const applet of applets) await symlink('busybox', join(root, 'bin', applet))
  await symlink('/bin/busybox', join(root, 'usr/bin/env'))
}

async function addNpm(root: string): Promise<void> {
  const { stdout } = await exec('which', ['npm'])
  const npm = dirname(dirname(await realpath(stdout.trim())))
  await cp(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true })
  for (const name of ['npm', 'npx']) {
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(root, 'usr/local/bin', name))
  }
}

async function addSystem(root: string, user: string): Promise<void> {
  const [name, , , gid, , home = '/'] = user.split(':')
  await mkdir(join(root, 'etc/ssl'), { recursive: true })
  await writeFile(join(root, 'etc/passwd'), `root:x:0:0:root:/root:/bin/sh\n${user}\n`)
  await writeFile(join(root, 'etc/group'), `root:x:0:\n${name}:x:${gid}:\n`)
  await cp('/etc/ssl/certs', join(root, 'etc/ssl/certs'), { recursive: true, dereference: true })
  await mkdir(join(root, home), { recursive: true })
  await mkdir(join(root, 'tmp'))
  await exec('chmod', ['1777', join(root, 'tmp')])
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await cp(from, to, { dereference: true })
}
