import { expect, it } from 'vitest'
import { progressDetail } from './progress-detail.ts'

const nested = (levels: number) => {
  let value: unknown = 'core'
  for (let level = 0; level < levels; level += 1) value = { a: value }
  return value
}
const circle: Record<string, unknown> = {}
circle['self'] = circle

it.each([undefined, null, 0, 'half', true, [1, 2], { done: 3, of: 4 }, nested(16)])('keeps %j', (detail) => {
  expect(progressDetail(detail)).toEqual(detail ?? null)
})

it.each([
  ['9 MB', 'x'.repeat(9 * 2 ** 20)],
  ['9 MB of emoji', '🙂'.repeat(2 ** 20)],
  ['a million entries', Array.from({ length: 1_000_000 }, (_, index) => index)],
  ['17 levels', nested(17)],
  ['300 levels', nested(300)],
  ['20,000 levels', nested(20_000)],
  ['a circle', circle],
  ['a BigInt', 1n],
  ['a function', () => undefined],
  ['a symbol', Symbol('progress')],
  [
    'a getter that throws',
    {
      get a() {
        throw new Error('no')
      },
    },
  ],
  [
    'a toJSON that throws',
    {
      toJSON: () => {
        throw new Error('no')
      },
    },
  ],
  [
    'a proxy that throws',
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no')
        },
        getPrototypeOf: () => {
          throw new Error('no')
        },
      },
    ),
  ],
])('makes a bounded text of %s', (_what, detail) => {
  const text = progressDetail(detail)
  expect(typeof text === 'string' || typeof text === 'object').toBe(true)
  const json = JSON.stringify(text)
  expect(json.length).toBeLessThan(3 * 4096)
  expect(json.isWellFormed()).toBe(true)
  expect(json).not.toMatch(/\\ud[89a-f]/)
})
