import type { Routes } from '../../../contract/index.ts'
import type { Operations, Services } from '../operation.ts'
import { newestEvents } from './newest-events.ts'
import { rowsOf } from './rows.ts'

/** Answers the operations on logs. */
export function logOperations({ store }: Services): Operations<Routes['logs']> {
  const logs = rowsOf(store, 'logs')
  return {
    list: async ({ query: { maxResults, nextToken, order, ...where } }) => {
      const page = await logs.page(
        { maxResults, nextToken },
        { where, sortBy: 'startTime', order: order ?? 'descending' },
      )
      return { logs: page.rows, ...where, ...(order && { order }), nextToken: page.nextToken }
    },

    get: async ({ params: { logId } }) => ({
      ...(await logs.get(logId)),
      events: await newestEvents(store, logId),
    }),
  }
}
