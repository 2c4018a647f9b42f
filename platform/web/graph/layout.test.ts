import { expect, test } from 'vitest'
import { readChart } from './definition.ts'
import { placeChart } from './layout.ts'

const task = (next?: string) => ({
  Type: 'Task',
  Resource: 'r',
  ...(next === undefined ? { End: true } : { Next: next }),
})

test('states stand below those that lead to them, and none over another', () => {
  const chart = readChart({
    StartAt: 'A',
    States: {
      A: task('B'),
      B: { Type: 'Choice', Choices: [{ Variable: '$.x', IsNull: true, Next: 'C' }], Default: 'D' },
      C: { ...task('D'), Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A' }] },
      D: task(),
    },
  })
  if (!chart) throw new Error('it could not be read')
  const { shapes, edges, width, height } = placeChart(chart)
  const top = Object.fromEntries(shapes.map(({ name, y }) => [name, y]))
  expect(top['A']).toBeLessThan(Number(top['B']))
  expect(top['B']).toBeLessThan(Number(top['C']))
  expect(top['C']).toBeLessThan(Number(top['D']))
  for (const { x, y, width: w, height: h } of shapes) {
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x + w).toBeLessThanOrEqual(width)
    expect(y + h).toBeLessThanOrEqual(height)
  }
  expect(edges.map(({ from, to, kinds }) => [from, to, kinds.join()])).toContainEqual(['C', 'A', 'catch'])
})

test('what runs within a Parallel or a Map stands within its box', () => {
  const branch = { StartAt: 'One', States: { One: task() } }
  const other = { StartAt: 'Two', States: { Two: task() } }
  const chart = readChart({
    StartAt: 'Both',
    States: { Both: { Type: 'Parallel', Branches: [branch, other], End: true } },
  })
  if (!chart) throw new Error('it could not be read')
  const [both] = placeChart(chart).shapes
  const [first, second] = both?.within ?? []
  if (!both || !first || !second) throw new Error('its branches are missing')
  expect(first.x + first.width).toBeLessThan(second.x)
  expect(second.x + second.width).toBeLessThan(both.width)
  expect(second.y + second.height).toBeLessThan(both.height)
})

test.each([undefined, {}, { StartAt: 'A' }, { StartAt: 'A', States: { A: 7 } }])(
  '%j is no chart',
  (definition) => {
    expect(readChart(definition)).toBeUndefined()
  },
)
