import type { Client } from '../../client/index.ts'
import { RequestRefusedError } from '../../client/errors.ts'
import type { JsonObject } from '../../contract/index.ts'
import { createOnce } from './create-once.ts'
import { apis, KINDS } from './kinds.ts'
import type { ProjectPlan, Step, Unneeded } from './plan.ts'
import { hashesOf, hashOf, kindOf, type RecordBook } from './record.ts'

/** Told of each thing once it is done. */
export type OnApplied = (step: Step, id: string) => void

/**
 * Does what a plan says, one thing after the other. What was done is written down before the next begins: where it breaks off, the
 * platform runs as it did, and the next deployment goes on.
 * @returns the ids of all that the project wants, by their keys
 */
export async function applyProjectPlan(
  client: Client,
  { steps, unneeded, book }: ProjectPlan,
  onApplied: OnApplied = () => {},
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  const idOf = (key: string) => ids.get(key) ?? key
  for (const step of steps) {
    const id = await applyStep(client, step, idOf, book)
    ids.set(step.wanted.key, id)
    onApplied(step, id)
  }
  for (const { key, id } of unneeded) retire(book, key, id)
  await renameRetired(client, steps, ids, book)
  if (unneeded.length > 0) await book.save()
  return ids
}

async function applyStep(
  client: Client,
  step: Step,
  idOf: (key: string) => string,
  { record, save }: RecordBook,
): Promise<string> {
  const { wanted, action, current, changes } = step
  const { kind, key, name } = wanted
  const book = { record, save }
  if (action === 'unchanged' && current) {
    if (kind !== 'secrets' && record.resources[key]?.id !== current.id) {
      await keep(book, step, current.id, wanted.body(idOf))
    }
    return current.id
  }
  const body = wanted.body(idOf)
  if (action === 'update' && current) {
    const fields = [...new Set(changes.map(({ path }) => path.split('.')[0] ?? ''))]
    await apis[kind].update(
      client,
      current.id,
      Object.fromEntries(fields.map((field) => [field, body[field]])),
    )
    if (kind !== 'secrets') await keep(book, step, current.id, body)
    return current.id
  }
  record.pending[key] = 'definition' in body ? hashOf(body['definition']) : ''
  await save()
  const others = [...record.retired.map(({ id }) => id), ...(current ? [current.id] : [])]
  const id = await createOnce(client, kind, { ...remaining(step), ...body }, others)
  if (current) retire(book, key, current.id)
  await keep(book, step, id, body)
  if (current) await apis[kind].update(client, current.id, { name: replacedName(name, id) })
  return id
}

/** What the project doesn't mention, as what is new gets it from what it replaces. */
function remaining({ wanted, current }: Step): JsonObject {
  if (wanted.kind !== 'transitions' || !current) return {}
  const kept = [
    'description',
    'timeoutInSeconds',
    'cpu',
    'memory',
    'environment',
    'environmentSecrets',
    'assets',
  ]
  return Object.fromEntries(
    kept.flatMap((field) => (current.fields[field] == null ? [] : [[field, current.fields[field]]])),
  )
}

async function keep(book: RecordBook, { wanted }: Step, id: string, body: JsonObject): Promise<void> {
  const { record, save } = book
  const before = record.resources[wanted.key]
  if (before && before.id !== id) retire(book, wanted.key, before.id)
  const { data: _, ...open } = body
  record.resources[wanted.key] = { id, deployed: hashesOf(open) }
  delete record.pending[wanted.key]
  await save()
}

function retire({ record }: RecordBook, key: string, id: string): void {
  if (record.resources[key]?.id === id) delete record.resources[key]
  if (!record.retired.some((one) => one.id === id)) record.retired.push({ key, id })
}

const replacedName = (name: string, id: string) => `${name} (replaced by ${id})`

/** What was replaced gives up its name; a deployment may have broken off before it did. */
async function renameRetired(
  client: Client,
  steps: readonly Step[],
  ids: ReadonlyMap<string, string>,
  { record }: RecordBook,
): Promise<void> {
  for (const { key, id } of record.retired) {
    const step = steps.find(({ wanted }) => wanted.key === key)
    const successor = ids.get(key)
    if (!step || successor === undefined || successor === id) continue
    const { kind, name } = step.wanted
    const found = (await apis[kind].list(client)).find((one) => one.id === id)
    if (found?.name === name) await apis[kind].update(client, id, { name: replacedName(name, successor) })
  }
}

const rank = ({ key }: Unneeded) => KINDS.indexOf(kindOf(key))

/** Removes what the project made and no longer needs: first what names others. */
export async function prune(
  client: Client,
  unneeded: readonly Unneeded[],
  { record, save }: RecordBook,
): Promise<void> {
  for (const { key, id } of unneeded.toSorted((one, other) => rank(other) - rank(one))) {
    try {
      await apis[kindOf(key)].remove(client, id)
    } catch (error) {
      if (!(error instanceof RequestRefusedError) || error.status !== 404) throw error
    }
    record.retired = record.retired.filter((one) => one.id !== id)
    await save()
  }
}
