import type { Routes } from '../../contract/index.ts'
import { newId } from '../new-id.ts'
import type { Operations, Services } from '../operations.ts'
import { notFound } from '../problem.ts'
import { created, updated } from './audit.ts'
import { decodeContent, encodeContent } from './content.ts'
import { rowsOf } from './rows.ts'

export function assetOperations({ store, clock, quotas }: Services): Operations<Routes['assets']> {
  const assets = rowsOf(store, 'assets')
  return {
    list: async ({ query }) => {
      const { rows, nextToken } = await assets.page(query)
      return { assets: rows, nextToken }
    },

    create: async ({ body: { content, ...naming }, caller }) => {
      const bytes = decodeContent(content)
      const assetId = newId('asset')
      const asset = { assetId, name: null, description: null, ...naming, ...created(caller, clock) }
      await quotas.spend('assets', async () => {
        await store.putContent(assetId, bytes)
        await store.insert('assets', asset)
      })
      return asset
    },

    get: async ({ params: { assetId } }) => {
      const asset = await assets.get(assetId)
      const content = await store.getContent(assetId)
      if (!content) throw notFound(assetId)
      return { ...asset, content: encodeContent(content) }
    },

    update: async ({ params: { assetId }, body: { content, ...naming }, caller }) => {
      const bytes = content === undefined ? undefined : decodeContent(content)
      const asset = await assets.change(assetId, (row) => ({ ...row, ...naming, ...updated(caller, clock) }))
      if (bytes) await store.putContent(assetId, bytes)
      return asset
    },

    delete: async ({ params: { assetId } }) => {
      const asset = await assets.remove(assetId)
      await store.removeContent(assetId)
      return asset
    },
  }
}
