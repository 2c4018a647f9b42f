import * as z from 'zod/mini'
import { audit, Content, naming, NextToken, notEmpty, paging, Text } from './fields.ts'
import { AssetId } from './ids.ts'
import { route } from './route.ts'

/** A file of a manual transition's view. */
export const Asset = z.strictObject({
  assetId: AssetId,
  name: Text,
  description: Text,
  /** Base64. Only GET of one asset answers with it. */
  content: z.optional(z.string().check(z.minLength(1))),
  ...audit,
})
export type Asset = z.infer<typeof Asset>

const params = { assetId: AssetId }

/** The operations on assets. */
export const assets = {
  list: route({
    method: 'GET',
    path: '/assets',
    summary: 'List assets',
    scope: 'assets:read',
    query: z.strictObject(paging),
    response: z.strictObject({ assets: z.array(Asset), nextToken: NextToken }),
    items: 'assets',
  }),
  create: route({
    method: 'POST',
    path: '/assets',
    summary: 'Create an asset',
    scope: 'assets:write',
    body: z.strictObject({ content: Content, ...naming }),
    response: Asset,
  }),
  get: route({
    method: 'GET',
    path: '/assets/{assetId}',
    summary: 'Get an asset with its content',
    scope: 'assets:read',
    params,
    response: Asset,
  }),
  update: route({
    method: 'PATCH',
    path: '/assets/{assetId}',
    summary: 'Replace the content of an asset, or its name',
    scope: 'assets:write',
    params,
    body: z.strictObject({ content: z.optional(Content), ...naming }).check(notEmpty),
    response: Asset,
  }),
  delete: route({
    method: 'DELETE',
    path: '/assets/{assetId}',
    summary: 'Delete an asset',
    scope: 'assets:write',
    params,
    response: Asset,
  }),
}
