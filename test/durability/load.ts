import type { Kind } from './kinds.ts'
import { pathOf, type Ledger, type State, type Thing } from './ledger.ts'
import type { Random } from './random.ts'
import type { Answer, Served } from './served.ts'

/** How many writes are on their way at any time. */
const WRITERS = 8

/** A writer's things by their kind's path. Each writer has things of its own: two never write the same. */
type Own = Map<string, Thing[]>

/** Writes without pause until the platform is killed. */
export async function load(
  served: Served,
  ledger: Ledger,
  kinds: readonly Kind[],
  random: Random,
): Promise<void> {
  const alive = ledger.things.filter(({ states }) => states[0] !== 'gone')
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      const things = alive.filter((_thing, index) => index % WRITERS === writer)
      const own = Map.groupBy(things, ({ kind }) => kind.path)
      while (!served.isKilled()) await writeOnce(served, ledger, kinds, own, random)
    }),
  )
}

async function writeOnce(
  served: Served,
  ledger: Ledger,
  kinds: readonly Kind[],
  own: Own,
  random: Random,
): Promise<void> {
  const chosen = random.pick(kinds)
  if (chosen?.create && random.chance(0.5)) return create(served, ledger, chosen, own, random)
  const thing = random.pick(own.get(chosen?.path ?? '') ?? [])
  // What a killed platform left open, or what has ended, is left alone.
  const current = thing?.states.length === 1 ? thing.states[0] : 'gone'
  if (!thing || current === 'gone') return
  ledger.touched.add(thing)
  const { kind } = thing
  if (kind.isDeleted && random.chance(0.3))
    return write(ledger, thing, 'gone', () => served.call('DELETE', pathOf(thing)))
  if (!kind.change || !(kind.create || current.seen['status'] === 'running')) return
  if (!kind.create && random.chance(0.5)) {
    await beat(served, ledger, thing, current)
    if (random.chance(0.5)) return
  }
  const { body, seen, kept } = kind.change(random)
  const next = { seen: { ...current.seen, ...seen }, kept: { ...current.kept, ...kept } }
  await write(ledger, thing, next, () => served.call('PATCH', pathOf(thing), body))
}

async function create(served: Served, ledger: Ledger, kind: Kind, own: Own, random: Random): Promise<void> {
  if (!kind.create) return
  const { body, seen, kept = {} } = kind.create(random)
  const answer = await served.call('POST', kind.path, body)
  if (!isAcknowledged(answer, ledger, `POST ${kind.path}`)) return
  const thing: Thing = { kind, id: String(answer?.body[kind.id]), states: [{ seen, kept }] }
  ledger.things.push(thing)
  ledger.touched.add(thing)
  own.set(kind.path, [...(own.get(kind.path) ?? []), thing])
}

/** From its heartbeat on an execution may time out, before the test is over: who knows its status then. */
async function beat(
  served: Served,
  ledger: Ledger,
  thing: Thing,
  { seen: { status: _, ...seen }, kept }: Exclude<State, 'gone'>,
): Promise<void> {
  thing.states = [{ seen, kept }]
  const answer = await served.call('POST', `${pathOf(thing)}/heartbeats`, {})
  if (isAcknowledged(answer, ledger, `heartbeat of ${thing.id}`)) thing.hasHeartbeat = true
}

async function write(
  ledger: Ledger,
  thing: Thing,
  next: State,
  send: () => Promise<Answer | undefined>,
): Promise<void> {
  const [before] = thing.states
  thing.states = [before, next]
  if (isAcknowledged(await send(), ledger, pathOf(thing))) thing.states = [next]
}

function isAcknowledged(answer: Answer | undefined, ledger: Ledger, what: string): boolean {
  if (answer === undefined) ledger.open += 1
  else if (answer.status >= 300)
    throw new Error(`${what} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  else ledger.acknowledged += 1
  return answer !== undefined
}
