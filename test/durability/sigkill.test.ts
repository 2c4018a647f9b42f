import { randomBytes, randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { kindsOf } from './kinds.ts'
import type { Ledger } from './ledger.ts'
import { load } from './load.ts'
import { createRandom } from './random.ts'
import { seed } from './seed.ts'
import { launch } from './served.ts'
import { verifyFile } from './verify-file.ts'
import { documentsOf, verifyThings, verifyWholeness } from './verify.ts'

const KILLS = 100
/** More kills than these, while it starts: 1 of so many. */
const EARLY = 10
/** Longer than a start takes, and than most writes, in milliseconds. */
const LATEST_MS = 250
const WAITING_EXECUTIONS = 3000

const seedNumber = Number(process.env['SEED'] ?? randomInt(2 ** 32))

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

test('killed with SIGKILL a hundred times under load, it comes back each time with every acknowledged write', async () => {
  await using folder = await temporaryFolder()
  const random = createRandom(seedNumber)
  const { started, waiting, things } = await seed(folder.path, WAITING_EXECUTIONS)
  const ledger: Ledger = { things, touched: new Set(), acknowledged: 0, open: 0 }
  const killEarly = async () => {
    const starting = launch(folder.path)
    starting.listening.catch(() => undefined)
    await delay(random.integer(LATEST_MS))
    await starting.kill()
  }

  let last = { consentId: '' }
  let unasked = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    if (kill % EARLY === EARLY - 1) await killEarly()
    await using served = await launch(folder.path).listening
    await verifyThings(served, [...ledger.touched])
    ledger.touched.clear()

    const round = { consentId: `las:consent:${randomBytes(16).toString('hex')}` }
    const kinds = kindsOf(round, started, waiting)
    const [documents] = kinds
    if (documents && kill > 0) unasked += await verifyWholeness(served, documents, documentsOf(last))
    last = round
    const loaded = load(served, ledger, kinds, random)
    await delay(10 + random.integer(LATEST_MS))
    await Promise.all([served.kill(), loaded])
  }

  const kinds = kindsOf(last, started, waiting)
  {
    await using served = await launch(folder.path).listening
    await verifyThings(served, ledger.things)
    for (const kind of kinds) await verifyWholeness(served, kind)
  }
  await verifyFile(folder.path, ledger.things, Date.now())
  console.log(
    `seed ${seedNumber}: ${KILLS} kills under load and ${KILLS / EARLY} at the start; ${ledger.acknowledged} acknowledged writes, lost 0; ${ledger.open} that no answer came for, each done or not done; ${unasked} documents of killed rounds read whole`,
  )
  expect(ledger.acknowledged).toBeGreaterThan(KILLS)
}, 900_000)

test('killed while it starts for the first time, it starts the next time', async () => {
  const random = createRandom(seedNumber)
  for (let kill = 0; kill < 6; kill += 1) {
    await using folder = await temporaryFolder()
    const data = join(folder.path, 'data')
    const starting = launch(data)
    starting.listening.catch(() => undefined)
    await delay(random.integer(LATEST_MS * 1.5))
    await starting.kill()
    await using served = await launch(data).listening
    expect(await served.call('GET', '/organizations/me')).toMatchObject({ status: 200 })
  }
})
