import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { START_MS } from '../support/stores.ts'
import { kindsOf } from './kinds.ts'
import type { Ledger } from './ledger.ts'
import { load } from './load.ts'
import { kindsOfPlaces, shareOf, type Places } from './places.ts'
import { createRandom } from './random.ts'
import { seed } from './seed.ts'
import { launch } from './served.ts'
import { verifyKept } from './verify-kept.ts'
import { documentsOf, verifyThings, verifyWholeness } from './verify.ts'

const KILLS = 100
/** More kills than those under load, while it starts: 1 of so many. */
const EARLY = 10
/** Longer than a start takes, in milliseconds. */
const START_LASTS_MS = 250
/** More than are ended between two kills. */
const WAITING_EXECUTIONS_A_KILL = 30

/** How often it is killed in its first start. */
const STARTS = 6

const seedNumber = Number(process.env['SEED'] ?? randomInt(2 ** 32))

for (const { name, skip, share, lifeMs, start } of kindsOfPlaces)
  describe.skipIf(skip)(`on ${name}`, () => {
    const kills = shareOf(KILLS, share)
    let places: Places
    beforeAll(async () => {
      places = await start()
    }, START_MS)
    afterAll(() => places?.[Symbol.asyncDispose]())

    test(`killed with SIGKILL ${kills} times under load, it comes back each time with every acknowledged write`, async () => {
      await using place = await places.open()
      const random = createRandom(seedNumber)
      const { started, waiting, things } = await seed(place.options, kills * WAITING_EXECUTIONS_A_KILL)
      const ledger: Ledger = { things, touched: new Set(), acknowledged: 0, open: 0 }
      const killEarly = async () => {
        const starting = launch(place)
        starting.listening.catch(() => undefined)
        await delay(random.integer(START_LASTS_MS))
        await starting.kill()
      }

      let last = { consentId: '' }
      let unasked = 0
      for (let kill = 0; kill < kills; kill += 1) {
        if (kill % EARLY === EARLY - 1) await killEarly()
        await using served = await launch(place).listening
        await verifyThings(served, [...ledger.touched])
        ledger.touched.clear()

        const round = { consentId: `las:consent:${randomBytes(16).toString('hex')}` }
        const kinds = kindsOf(round, started, waiting)
        const [documents] = kinds
        if (documents && kill > 0) unasked += await verifyWholeness(served, documents, documentsOf(last))
        last = round
        const loaded = load(served, ledger, kinds, random)
        const written = acknowledge(ledger, 2)
        await delay(10 + random.integer(lifeMs))
        // On a slow machine nothing may have been written by then.
        await Promise.race([written, loaded])
        await Promise.all([served.kill(), loaded])
      }

      const kinds = kindsOf(last, started, waiting)
      {
        await using served = await launch(place).listening
        await verifyThings(served, ledger.things)
        for (const kind of kinds) await verifyWholeness(served, kind)
      }
      await verifyKept(place, ledger.things, Date.now())
      console.log(
        `${name}, seed ${seedNumber}: ${kills} kills under load and ${Math.floor(kills / EARLY)} at the start; ${ledger.acknowledged} acknowledged writes, lost 0; ${ledger.open} that no answer came for, each done or not done; ${unasked} documents of killed rounds read whole`,
      )
      expect(ledger.acknowledged).toBeGreaterThan(kills)
    }, 900_000)

    test('killed while it starts for the first time, it starts the next time', async () => {
      const random = createRandom(seedNumber)
      for (let kill = 0; kill < shareOf(STARTS, share); kill += 1) {
        await using place = await places.open()
        const starting = launch(place)
        starting.listening.catch(() => undefined)
        await delay(random.integer(START_LASTS_MS * 1.5))
        await starting.kill()
        await using served = await launch(place).listening
        expect(await served.call('GET', '/organizations/me')).toMatchObject({ status: 200 })
      }
    })
  })

/** Resolves once so many more writes are acknowledged. */
async function acknowledge(ledger: Ledger, more: number): Promise<void> {
  const enough = ledger.acknowledged + more
  while (ledger.acknowledged < enough) await delay(1)
}
