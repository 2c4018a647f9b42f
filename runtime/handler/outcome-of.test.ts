import { expect, it } from 'vitest'
import { MAX_ERROR_MESSAGE_LENGTH } from '../../contract/index.ts'
import { reject, retry } from '../reject-and-retry.ts'
import { outcomeOfThrown } from './outcome-of.ts'

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return error
  }
}

it.each([
  ['reject', thrownBy(() => reject('no invoice')), 'rejected', 'no invoice'],
  ['retry', thrownBy(() => retry('later')), 'retry', 'later'],
  ['an Error', new Error('broken'), 'failed', 'broken'],
  ['an Error of a class', new TypeError('x is not a function'), 'failed', 'TypeError: x is not a function'],
  ['an Error with a cause', new Error('a', { cause: new Error('b') }), 'failed', 'a (cause: b)'],
  ['a text', 'no', 'failed', "The handler threw 'no', which is no Error"],
  ['nothing', undefined, 'failed', 'The handler threw undefined, which is no Error'],
])('gives %s its outcome', (_, thrown, status, message) => {
  expect(outcomeOfThrown(thrown)).toEqual({ status, error: { message } })
})

it('knows the verdict of a handler that brings its own copy of reject', () => {
  const foreign = Object.assign(new Error('no invoice'), {
    status: 'rejected',
    [Symbol.for('docker-transition.verdict')]: true,
  })
  expect(outcomeOfThrown(foreign)).toEqual({ status: 'rejected', error: { message: 'no invoice' } })
})

it('cuts a message to what the platform accepts', () => {
  const outcome = outcomeOfThrown(new Error('x'.repeat(10_000)))
  expect(outcome.status !== 'succeeded' && outcome.error.message).toHaveLength(MAX_ERROR_MESSAGE_LENGTH)
})
