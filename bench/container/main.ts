// Cold start in a container as the platform gives it, a quarter of a core and 512 MiB: from the order to start to the
// PATCH, beside an image that makes the same calls by hand. Rounds take turns, so that a busy machine is busy for all.
//
//   npm run build && node bench/container/main.ts [ROUNDS]
import Docker from 'dockerode'
import { followProgress } from '../../platform/launchers/docker/progress.ts'
import { buildBaseImage } from '../../test/support/docker/base-image.ts'
import { NODE_IMAGE, testImage } from '../../test/support/docker/stand-in-image.ts'
import { EXECUTION_ID, startApi, TRANSITION_ID } from './api.ts'

const rounds = Number(process.argv[2] ?? 20)
const docker = new Docker()
const base = await buildBaseImage(docker)
const ours = await build('bench', base)
const hand = await build('bench-by-hand', NODE_IMAGE)

const CONTENDERS: readonly { name: string; image: string; entrypoint?: string[]; env?: string[] }[] = [
  { name: 'by hand', image: hand, entrypoint: ['node', '/transition/by-hand.mjs'] },
  { name: 'docker-transition', image: ours },
  { name: 'the same without its compile cache', image: ours, env: ['NODE_DISABLE_COMPILE_CACHE=1'] },
]

await using api = await startApi()
const times = new Map<string, number[]>(CONTENDERS.map(({ name }) => [name, []]))
for (let round = 0; round <= rounds; round += 1) {
  for (const contender of CONTENDERS) {
    const time = await run(contender)
    // The first round warms the machine's own caches.
    if (round > 0) times.get(contender.name)?.push(time)
  }
}

console.log(`Start to PATCH at 0.25 CPU and 512 MiB, ${rounds} rounds, in seconds:`)
for (const [name, taken] of times) {
  const sorted = taken.toSorted((a, b) => a - b)
  const at = (part: number) => ((sorted[Math.floor(part * (sorted.length - 1))] ?? 0) / 1000).toFixed(2)
  console.log(`${name.padEnd(36)} median ${at(0.5)}  fastest ${at(0)}  slowest ${at(1)}`)
}
const [node, built] = await Promise.all([NODE_IMAGE, base].map((name) => docker.getImage(name).inspect()))
console.log(`Added to Node's image: ${(((built?.Size ?? 0) - (node?.Size ?? 0)) / 1e6).toFixed(2)} MB`)

async function run({ image, entrypoint, env = [] }: (typeof CONTENDERS)[number]): Promise<number> {
  const container = await docker.createContainer({
    Image: image,
    ...(entrypoint && { Entrypoint: entrypoint }),
    Env: [
      ...env,
      `TRANSITION_ID=${TRANSITION_ID}`,
      `EXECUTION_ID=${EXECUTION_ID}`,
      'LAS_CLIENT_ID=client',
      'LAS_CLIENT_SECRET=secret',
      `LAS_API_ENDPOINT=${api.url}/v1`,
      `LAS_AUTH_ENDPOINT=${api.url}/oauth2`,
    ],
    HostConfig: {
      NanoCpus: 0.25e9,
      Memory: 512 * 1024 ** 2,
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      NetworkMode: 'host',
    },
  })
  try {
    const outcome = api.outcome()
    const start = performance.now()
    await container.start()
    const time = (await outcome) - start
    await container.wait()
    return time
  } finally {
    await container.remove({ force: true })
  }
}

async function build(name: string, from: string): Promise<string> {
  const t = testImage(name)
  const context = {
    context: import.meta.dirname,
    src: ['Dockerfile', 'by-hand.mjs', 'handler.mjs'],
  }
  await followProgress(await docker.buildImage(context, { t, buildargs: { BASE: from } }))
  return t
}
