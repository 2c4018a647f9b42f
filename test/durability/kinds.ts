import { pathToFileURL } from 'node:url'
import { handlerPath } from '../support/handlers.ts'
import type { Random } from './random.ts'

/** What was sent of a thing, and what there must be of it once that is acknowledged. */
export interface Sent {
  body: object
  /** What GET must show. */
  seen: Record<string, unknown>
  /** What only the store knows. */
  kept?: Record<string, unknown>
}

/** A kind of thing that the load makes, changes and deletes. */
export interface Kind {
  /** Where its things are made, listed and found. */
  path: string
  /** The field that names them. */
  id: string
  create?(random: Random): Sent
  change?(random: Random): Sent
  isDeleted?: boolean
  /** GET of one isn't offered: it is found in the list. */
  isListedOnly?: boolean
}

/** What one round's documents belong to, so that they can be listed by themselves. */
export interface Round {
  consentId: string
}

/** No file: its executions are started, and fail at once. */
export const IMAGE = { imageUrl: pathToFileURL(handlerPath('nowhere.mjs')).href }

/**
 * The kinds of things.
 * @param started the docker transition whose executions are started
 * @param waiting the manual transition whose executions wait for an outcome
 */
export function kindsOf(round: Round, started: string, waiting: string): readonly Kind[] {
  return [
    {
      path: '/documents',
      id: 'documentId',
      create: (random) => {
        const content = random.base64(random.chance(0.02) ? 400_000 : 1 + random.integer(4000))
        const seen = { content, contentType: 'application/pdf', ...round }
        return { body: seen, seen }
      },
      change: (random) => same({ retentionInDays: 1 + random.integer(1000) }),
      isDeleted: true,
    },
    { path: '/assets', id: 'assetId', create: newAsset, change: newAsset, isDeleted: true },
    {
      path: '/secrets',
      id: 'secretId',
      create: newSecret,
      change: newSecret,
      isDeleted: true,
      isListedOnly: true,
    },
    {
      path: '/transitions',
      id: 'transitionId',
      create: (random) => same({ ...named(random), transitionType: 'docker', parameters: IMAGE }),
      change: (random) => same(named(random)),
      isDeleted: true,
    },
    {
      path: '/models',
      id: 'modelId',
      create: (random) =>
        same({
          ...named(random),
          width: 100,
          height: 100,
          fieldConfig: { a: { type: 'string', maxLength: 9 } },
        }),
      change: (random) => same(named(random)),
      isDeleted: true,
    },
    {
      path: '/datasets',
      id: 'datasetId',
      create: (random) => same(named(random)),
      change: (random) => same(named(random)),
      isDeleted: true,
    },
    {
      path: `/transitions/${started}/executions`,
      id: 'executionId',
      create: (random) => same({ input: named(random) }),
    },
    {
      path: `/transitions/${waiting}/executions`,
      id: 'executionId',
      change: (random) => {
        const [status, output] = ['succeeded', named(random)]
        return { body: { status, output }, seen: { status }, kept: { output } }
      },
    },
  ]
}

const same = (body: Record<string, unknown>): Sent => ({ body, seen: body })

const named = (random: Random) => ({ name: `${random.integer(2 ** 32)}` })

/** Name and content are changed together: no one of them without the other. */
function newAsset(random: Random): Sent {
  return same({ ...named(random), content: random.base64(1 + random.integer(4000)) })
}

function newSecret(random: Random): Sent {
  const seen = named(random)
  const data = { password: random.base64(30) }
  return { body: { ...seen, data }, seen, kept: { data } }
}
