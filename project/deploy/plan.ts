import type { Client } from '../../client/index.ts'
import { changesBetween, type Change } from './changes.ts'
import { apis, KINDS, type Kind, type Resource } from './kinds.ts'
import { hashOf, type ProjectRecord, type RecordBook } from './record.ts'
import type { Wanted } from './wanted.ts'

/** What is done about one thing. Replaced is what the API doesn't change: another takes its place and its name. */
export type Action = 'create' | 'update' | 'replace' | 'unchanged'

/** What a deployment does about one thing that the project wants. */
export interface Step {
  wanted: Wanted
  action: Action
  current: Resource | undefined
  changes: Change[]
  /** Fields that somebody else has changed on the platform since the last deployment. */
  drift: string[]
  /** Whether it has this name, and the project did not make it. */
  isForeign: boolean
}

/** What the project has made before and no longer needs. */
export interface Unneeded {
  key: string
  id: string
  name: string
}

/** What a deployment does, in an order that works. */
export interface ProjectPlan {
  steps: Step[]
  unneeded: Unneeded[]
  book: RecordBook
}

/** How things of the platform are taken. */
export interface PlanOptions {
  /** Whether secrets that are there get their data again. */
  updatesSecrets?: boolean
}

/** Compares what a project wants with what is on the platform. It changes nothing. */
export async function makeProjectPlan(
  client: Client,
  wanted: readonly Wanted[],
  book: RecordBook,
  { updatesSecrets = false }: PlanOptions = {},
): Promise<ProjectPlan> {
  const { record } = book
  const there = new Map<Kind, Resource[]>()
  for (const kind of KINDS) there.set(kind, await apis[kind].list(client))
  const ids = new Map<string, string>()
  const steps: Step[] = []
  for (const one of wanted) {
    const all = there.get(one.kind) ?? []
    const { current, isForeign } = findCurrent(one, all, record)
    const whole = current && (await apis[one.kind].complete(client, current))
    const step = compare(one, whole, record, { ids, isForeign, updatesSecrets })
    ids.set(one.key, current && step.action !== 'replace' ? current.id : `(new ${one.key})`)
    steps.push(step)
  }
  const kept = new Set(steps.map(({ action, current }) => (action === 'replace' ? undefined : current?.id)))
  const made = [...Object.entries(record.resources).map(([key, { id }]) => ({ key, id })), ...record.retired]
  const names = new Map(
    Array.from(there.values()).flatMap((all) => all.map(({ id, name }) => [id, name] as const)),
  )
  const unneeded = made.flatMap(({ key, id }) => {
    const name = names.get(id)
    return name === undefined || kept.has(id) ? [] : [{ key, id, name }]
  })
  return { steps, unneeded, book }
}

/** What of the platform is meant: what the project made, or, if nobody knows its id, what has its name. */
function findCurrent(
  { kind, key, name }: Wanted,
  all: readonly Resource[],
  record: ProjectRecord,
): { current: Resource | undefined; isForeign: boolean } {
  const known = all.find(({ id }) => id === record.resources[key]?.id)
  const others = new Set(record.retired.map(({ id }) => id))
  const named = all
    .filter((one) => one.name === name && one !== known && !others.has(one.id))
    .toSorted(
      (one, other) => one.createdTime.localeCompare(other.createdTime) || one.id.localeCompare(other.id),
    )
  // A deployment that broke off had made it.
  if (named[0] && record.pending[key] !== undefined) return { current: named[0], isForeign: false }
  if (known) return { current: known, isForeign: false }
  // Secrets are anybody's: the project only says how one is made where there is none.
  return { current: named[0], isForeign: named[0] !== undefined && kind !== 'secrets' }
}

interface Comparison {
  ids: ReadonlyMap<string, string>
  isForeign: boolean
  updatesSecrets: boolean
}

function compare(
  wanted: Wanted,
  current: Resource | undefined,
  record: ProjectRecord,
  { ids, isForeign, updatesSecrets }: Comparison,
): Step {
  const { kind, key } = wanted
  const base = { wanted, current, isForeign, drift: [] }
  if (kind === 'secrets' && current)
    return updatesSecrets
      ? { ...base, action: 'update', changes: [{ path: 'data', to: 'written again' }] }
      : { ...base, action: 'unchanged', changes: [] }
  const body = wanted.body((other) => ids.get(other) ?? other)
  if (!current) return { ...base, action: 'create', changes: changesBetween({}, body, '') }
  const deployed = record.resources[key]?.id === current.id ? record.resources[key].deployed : {}
  const changes = Object.keys(body).flatMap((field): Change[] => {
    // GET doesn't tell it.
    if (field === 'definition') {
      const isSame = hashOf(body[field]) === (deployed[field] ?? record.pending[key])
      return isSame ? [] : [{ path: field, to: 'changed' }]
    }
    const before = current.fields[field]
    return changesBetween(before ?? (field === 'environment' ? {} : undefined), body[field], field)
  })
  const drift = Object.keys(deployed).filter(
    (field) => current.fields[field] !== undefined && hashOf(current.fields[field]) !== deployed[field],
  )
  const isFixed = changes.some(({ path }) => apis[kind].fixed.includes(path.split('.')[0] ?? ''))
  const action = changes.length === 0 ? 'unchanged' : isFixed ? 'replace' : 'update'
  return { ...base, action, changes, drift }
}

/** Whether a deployment would change anything. */
export function changesAnything({ steps }: ProjectPlan): boolean {
  return steps.some(({ action }) => action !== 'unchanged')
}
