// One way to test a handler, named by the first argument, in a process of its own as a test file is: each message asks
// for so many runs, one after the other, and is answered with the milliseconds that each took.
import { harness } from 'docker-transition/testing'
import { openByHand, runAlone } from './by-hand.ts'
import transition from './handler.ts'

const OPTIONS = { documents: { invoice: {} }, predictions: { total_amount: '12.50' } }

/** Each opens what a test file opens once, and gives a function that runs the handler once and resolves with its total. */
const ways: Readonly<Record<string, () => Promise<() => Promise<number | undefined>>>> = {
  'handler alone': async () => runAlone,
  'msw by hand': async () => openByHand().run,
  'harness, open': async () => {
    const t = await harness(transition, OPTIONS)
    return async () => (await t.run()).output?.total
  },
  'harness, opened for each run': async () => async () => {
    await using t = await harness(transition, OPTIONS)
    return (await t.run()).output?.total
  },
}

const name = process.argv[2] ?? ''
const open = ways[name]
if (!open) throw new Error(`${name} is none of ${Object.keys(ways).join(', ')}`)
const run = await open()
process.on('message', async (runs: number) => {
  const times: number[] = []
  while (times.length < runs) {
    const start = performance.now()
    const total = await run()
    times.push(performance.now() - start)
    if (total !== 12.5) throw new Error(`${name} answered ${total}`)
  }
  process.send?.(times)
})
process.send?.('open')
