import type Docker from 'dockerode'
import { messageOf } from '../../contract/index.ts'
import { connectEngine } from '../../platform/launchers/docker/engine.ts'
import { buildHandler } from '../build/build-handler.ts'
import { createProgressView } from '../build/build-progress.ts'
import { Resources } from '../resources.ts'
import { UnavailableError } from '../unavailable-error.ts'
import { compareImage, release, type Candidate } from './image-candidate.ts'

/** The name that an image has until it is released. */
const NAME = 'docker-transition-candidate'
/** How many this process has built. */
let count = 0

/** What is built, and where it goes. */
export interface CandidateOptions {
  /** A handler, or a folder with a Dockerfile. */
  source: string
  imageUrl: string
  /** Whether it goes to a registry; otherwise this machine's engine is where it is started. */
  pushes: boolean
  /** Told of steps; undefined where nobody wants to hear. */
  say: ((text: string) => void) | undefined
  signal: AbortSignal
}

/** An image that was built. Disposing of it removes its temporary name, not its released one. */
export interface BuiltCandidate extends AsyncDisposable {
  candidate: Candidate
  release(): Promise<void>
}

/** Builds the image under a temporary name: until it is released, nothing that is deployed changes. */
export async function buildCandidate(options: CandidateOptions): Promise<BuiltCandidate> {
  const { source, imageUrl, pushes, say, signal } = options
  const docker = await connectEngine().catch((error: unknown) => {
    throw new UnavailableError(messageOf(error))
  })
  count += 1
  const tag = `${NAME}:${process.pid}-${count}`
  const onProgress = say ? createProgressView(say) : () => {}
  await using made = new Resources()
  made.defer(() => removeTag(docker, tag))
  const { size } = await buildHandler({ path: source, tag, onProgress, signal })
  const candidate = await compareImage(docker, { tag, size, imageUrl }, pushes)
  const all = made.move()
  return {
    candidate,
    release: async () => {
      if (pushes) say?.(`\nPushing ${imageUrl}`)
      await release(docker, candidate, { pushes, onProgress: say ? createPushView(say) : () => {}, signal })
    },
    [Symbol.asyncDispose]: () => all[Symbol.asyncDispose](),
  }
}

/** A line for each layer that has arrived, or was there. */
function createPushView(say: (line: string) => void) {
  return ({ id, status }: { id?: string; status?: string }) => {
    if (id !== undefined && status !== undefined && /^(Pushed|Layer already exists|Mounted)/.test(status))
      say(`  ${id}  ${status}`)
  }
}

async function removeTag(docker: Docker, tag: string): Promise<void> {
  await docker
    .getImage(tag)
    .remove()
    .catch(() => undefined)
}
