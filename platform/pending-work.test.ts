import { expect, it } from 'vitest'
import { createPendingWork } from './pending-work.ts'

it('is settled once all is done that was kept, also what comes while others are waited for', async () => {
  const errors: unknown[] = []
  const order: string[] = []
  const work = createPendingWork((error) => errors.push(error))
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  work.keep(
    first.promise.then(() => {
      order.push('first')
      work.keep(
        second.promise.then(() => {
          order.push('second')
          throw new Error('it failed')
        }),
      )
    }),
  )
  const settled = work.settled().then(() => order.push('settled'))
  first.resolve()
  await first.promise
  second.resolve()
  await settled
  expect(order).toEqual(['first', 'second', 'settled'])
  expect(errors).toEqual([new Error('it failed')])
})
