import { harness } from 'docker-transition/testing'
import 'docker-transition/testing/vitest'
import { expect, test } from 'vitest'
import transition from './handler.ts'

test.for([
  ['BRANDT & WEISS', 'S-100'],
  ['Nordfjord Kontor', 'S-101'],
  ['Cafe Lumiere, SARL', 'S-102'],
])('finds %s', async ([supplier, supplierId]) => {
  await using t = await harness(transition)
  expect((await t.run({ supplier })).output).toMatchObject({ supplierId })
})

test('hands on what else is in the input', async () => {
  await using t = await harness(transition)
  expect(await t.run({ supplier: 'Brandt & Weiß', total: '8638.80' })).toHaveSucceededWith({
    supplier: 'Brandt & Weiß GmbH',
    supplierId: 'S-100',
    total: '8638.80',
  })
})

test('rejects a supplier that nobody knows, and says what to do', async () => {
  await using t = await harness(transition)
  expect(await t.run({ supplier: 'Unheard Of Ltd' })).toHaveBeenRejected('add it, or correct the name')
})
