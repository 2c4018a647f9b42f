import type { Routes } from '../../../contract/index.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import { notFound } from '../../problem.ts'
import type { Tables } from '../../store/store.ts'
import { created, updated } from './audit.ts'
import { encodeContent } from '../../content.ts'
import { bytesOf } from './content.ts'
import { rowsOf } from './rows.ts'

/** Answers the operations on assets. */
export function assetOperations({ store, clock, quotas }: Services): Operations<Routes['assets']> {
  const assets = rowsOf(store, 'assets')
  return {
    list: async ({ query }) => {
      const { rows, nextToken } = await assets.page(query)
      return { assets: rows, nextToken }
    },

    create: async ({ body: { content, ...naming }, caller }) => {
      const bytes = bytesOf(content)
      const assetId = newId('asset')
      const asset = { assetId, name: null, description: null, ...naming, ...created(caller, clock) }
      await quotas.spend('assets', () => store.insert('assets', asset, bytes))
      return asset
    },

    get: async ({ params: { assetId } }) => {
      const asset = await assets.get(assetId)
      const content = await store.getContent(assetId)
      if (!content) throw notFound(assetId)
      return { ...asset, content: encodeContent(content) }
    },

    update: async ({ params: { assetId }, body: { content, ...naming }, caller }) => {
      const bytes = content === undefined ? undefined : bytesOf(content)
      const change = (row: Tables['assets']) => ({ ...row, ...naming, ...updated(caller, clock) })
      return assets.change(assetId, change, bytes)
    },

    delete: ({ params: { assetId } }) => assets.remove(assetId),
  }
}
