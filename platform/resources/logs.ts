import type { Routes } from '../../contract/index.ts'
import type { Operations, Services } from '../operations.ts'
import { notFound } from '../problem.ts'
import { readPage } from './page.ts'

export function logOperations({ store }: Services): Operations<Routes['logs']> {
  return {
    list: async ({ query: { maxResults, nextToken, order, ...where } }) => {
      const page = await readPage(
        store,
        'logs',
        { maxResults, nextToken },
        { where, sortBy: 'startTime', order: order ?? 'descending' },
      )
      return { logs: page.rows, nextToken: page.nextToken, ...where, ...(order && { order }) }
    },

    get: async ({ params: { logId } }) => {
      const log = await store.get('logs', logId)
      if (!log) throw notFound('log', logId)
      return { ...log, events: await store.getEvents(logId) }
    },
  }
}
