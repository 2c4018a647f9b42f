import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import type { Client } from '../../client/index.ts'
import type { JsonObject } from '../../contract/index.ts'
import type { Kind } from './kinds.ts'
import { createOnce } from './create-once.ts'
import { apis } from './kinds.ts'

const Entry = z.object({
  id: z.string(),
  /** Of each field as it was deployed last: what is another now was changed on the platform. */
  deployed: z.record(z.string(), z.string()),
})

/** What a project has made on a platform. It is kept there, as an asset, so that whoever deploys next knows. */
const ProjectRecord = z.object({
  resources: z.record(z.string(), Entry),
  /** What is being made, of workflows with their definition's hash: it may be there, although nobody knows its id. */
  pending: z.record(z.string(), z.string()),
  /** What others have taken the place of, or the project no longer wants. */
  retired: z.array(z.object({ key: z.string(), id: z.string() })),
})
/** A parsed record. */
export type ProjectRecord = z.infer<typeof ProjectRecord>

/** A record, and the way to keep it. */
export interface RecordBook {
  record: ProjectRecord
  save(): Promise<void>
}

/** The name of the asset that keeps a project's record. */
export const recordName = (project: string) => `docker-transition project ${project}`

const DESCRIPTION = 'What transition deploy has made of this project: it finds it again by this'

/** Reads what a project has made. It changes nothing: the first `save` makes the asset. */
export async function openRecord(client: Client, project: string): Promise<RecordBook> {
  const name = recordName(project)
  const found = (await apis.assets.list(client))
    .filter((one) => one.name === name)
    .toSorted(
      (one, other) => one.createdTime.localeCompare(other.createdTime) || one.id.localeCompare(other.id),
    )
  let id = found[0]?.id
  const record: ProjectRecord = { resources: {}, pending: {}, retired: [] }
  if (found[0]) Object.assign(record, parse((await apis.assets.complete(client, found[0])).fields['content']))
  return {
    record,
    async save() {
      const content = Buffer.from(JSON.stringify(record)).toString('base64')
      id ??= await createOnce(client, 'assets', { name, description: DESCRIPTION, content }, [])
      await apis.assets.update(client, id, { content })
    },
  }
}

function parse(content: unknown): ProjectRecord {
  try {
    return ProjectRecord.parse(JSON.parse(Buffer.from(String(content), 'base64').toString()))
  } catch {
    throw new Error(
      'The asset that keeps what this project has deployed is no record of it: delete it, and deploy with --adopt',
    )
  }
}

/** Of each field of a body. Whoever reads the record reads no value. */
export function hashesOf(body: JsonObject): { [field: string]: string } {
  return Object.fromEntries(Object.entries(body).map(([field, value]) => [field, hashOf(value)]))
}

/** The same for values that are equal as JSON, whatever the order of their names. */
export function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)) ?? '')
    .digest('hex')
    .slice(0, 24)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  )
}

/** The kind of what a key names. */
export function kindOf(key: string): Kind {
  const [kind = ''] = key.split('/')
  return kind === 'forms' ? 'assets' : (kind as Kind)
}
