import { expect, it } from 'vitest'
import { newEvents } from './new-events.ts'

const event = (number: number) => ({ message: `event ${number}` })
const range = (first: number, end: number) =>
  Array.from({ length: end - first }, (_, index) => event(first + index))
/** An answer that leaves some events out. */
const answer = (omitted: number, end: number) => [
  { message: `${omitted} are left out`, type: 'EventsOmitted', count: omitted },
  ...range(omitted, end),
]

it.each([
  ['all, at first', range(0, 3), 0, range(0, 3), 3],
  ['those that have come since', range(0, 5), 3, range(3, 5), 5],
  ['none where none has come', range(0, 3), 3, [], 3],
  ['none of an empty answer', [], 0, [], 0],
  ['none of an answer that is shorter than what was told', range(0, 2), 3, [], 3],
  ['what has come since also where older ones are left out', answer(2, 6), 5, range(5, 6), 6],
  ['none again once older ones are left out', answer(2, 6), 6, [], 6],
  ['how many were left out where they were never told', answer(4, 6), 3, answer(4, 6), 6],
  ['how many were left out, at first', answer(4, 6), 0, answer(4, 6), 6],
])('tells %s', (_, events, told, more, next) => {
  expect(newEvents(events, told)).toEqual({ more, told: next })
})
