import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type Docker from 'dockerode'
import { followProgress } from '../../platform/launchers/docker/progress.ts'
import { buildBaseImage } from '../../test/support/docker/base-image.ts'
import { NODE_IMAGE } from '../../test/support/docker/stand-in-image.ts'
import { testImage } from '../../test/support/docker/test-image.ts'
import type { Contender } from '../rounds.ts'
import { peakMemoryOf } from './measure-memory.ts'
import type { Times } from './measure-time.ts'

/** A program in an image. */
export interface ContainerProgram extends Contender {
  image: string
  /** Instead of the image's own. */
  entrypoint?: string[]
  env?: string[]
}

const nodeModules = fileURLToPath(new URL('../../node_modules/', import.meta.url))
/** The official client and what it loads. */
const PACKAGES = ['@lucidtech', 'axios', 'base64-js', 'buffer', 'follow-redirects', 'ieee754', 'js-base64']
/** Counts what all containers under it use; the engine makes it, and leaves it there. */
const CGROUP = '/docker-transition-bench'
/** What the platform gives a container. */
const QUARTER_OF_A_CORE = 0.25e9
const MEMORY = 512 * 1024 ** 2

/** Containers as the platform gives them. */
export interface QuarterCore {
  /** What all are compared with comes first. */
  programs: ContainerProgram[]
  /** One run, from start to end by the engine's clock. CPU is NaN where the engine's cgroups can't be read from here. */
  time(program: ContainerProgram): Promise<Times>
  /** The peak of one run, in MB, as `measureMemory` counts it. */
  memory(program: ContainerProgram): Promise<number>
}

/** Builds the images and makes their containers from then on. */
export async function openQuarterCore(
  docker: Docker,
  environment: Readonly<Record<string, string>>,
): Promise<QuarterCore> {
  const { CgroupDriver: driver } = (await docker.info()) as { CgroupDriver: string }
  const canCount = driver === 'cgroupfs'

  function create({ image, entrypoint, env = [] }: ContainerProgram): Promise<Docker.Container> {
    // The images say where their handler is, and programs.
    const { PATH: _path, TRANSITION_HANDLER: _handler, ...variables } = environment
    return docker.createContainer({
      Image: image,
      ...(entrypoint && { Entrypoint: entrypoint }),
      Env: [...Object.entries(variables).map(([name, value]) => `${name}=${value}`), ...env],
      HostConfig: {
        NanoCpus: QUARTER_OF_A_CORE,
        Memory: MEMORY,
        ReadonlyRootfs: true,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        NetworkMode: 'host',
        ...(canCount && { CgroupParent: CGROUP }),
      },
    })
  }

  /** Runs a program to its end, while `watch` looks at it. */
  async function run<T>(program: ContainerProgram, watch: (container: Docker.Container) => Promise<T>) {
    const container = await create(program)
    try {
      await container.start()
      const watched = await watch(container)
      const { StatusCode: code } = await container.wait()
      if (code === 0) return { watched, state: (await container.inspect()).State }
      const output = await container.logs({ stdout: true, stderr: true })
      throw new Error(`${program.name} exited with ${code}:\n${output.toString()}`)
    } finally {
      await container.remove({ force: true })
    }
  }

  return {
    programs: await buildPrograms(docker),
    async time(program) {
      const before = await cpuUsed()
      const { state } = await run(program, async () => undefined)
      const wall = Date.parse(state.FinishedAt) - Date.parse(state.StartedAt)
      return { wall, cpu: canCount ? (await cpuUsed()) - before : Number.NaN }
    },
    async memory(program) {
      const { watched } = await run(program, async (container) => {
        let isOver = false
        const over = container.wait().finally(() => (isOver = true))
        const peak = await peakMemoryOf((await container.inspect()).State.Pid, () => isOver)
        await over
        return peak
      })
      return watched
    },
  }
}

async function buildPrograms(docker: Docker): Promise<ContainerProgram[]> {
  const base = await buildBaseImage(docker)
  const image = await build(docker, 'bench', base)
  const byHand = await build(docker, 'bench-by-hand', NODE_IMAGE)
  const script = (name: string, file: string) => ({
    name,
    image: byHand,
    entrypoint: ['node', `/transition/${file}`],
  })
  return [
    script('floor', 'floor.mjs'),
    script('node:http script', 'script.mjs'),
    script('fetch script', 'fetch.mjs'),
    script('official Node client', 'official-client.mjs'),
    { name: 'runtime', image },
    { name: 'runtime, no compile cache', image, env: ['NODE_DISABLE_COMPILE_CACHE=1'] },
  ]
}

async function build(docker: Docker, name: string, from: string): Promise<string> {
  const t = testImage(name)
  const context = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    const files = await readdir(import.meta.dirname)
    for (const file of files.filter((file) => file === 'Dockerfile' || file.endsWith('.mjs')))
      await cp(join(import.meta.dirname, file), join(context, file))
    for (const path of PACKAGES)
      await cp(join(nodeModules, path), join(context, 'node_modules', path), { recursive: true })
    const src = await readdir(context)
    await followProgress(await docker.buildImage({ context, src }, { t, buildargs: { BASE: from } }))
    return t
  } finally {
    await rm(context, { recursive: true })
  }
}

/** What the containers have used so far, in milliseconds: by version 2 of cgroups, else by version 1. */
async function cpuUsed(): Promise<number> {
  const version2 = await read(`/sys/fs/cgroup${CGROUP}/cpu.stat`)
  if (version2 !== undefined) return Number(/^usage_usec (\d+)$/m.exec(version2)?.[1]) / 1e3
  const version1 = await read(`/sys/fs/cgroup/cpuacct${CGROUP}/cpuacct.usage`)
  // Before the first container there is none.
  return Number(version1 ?? 0) / 1e6
}

async function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}
