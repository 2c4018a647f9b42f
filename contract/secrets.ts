import * as z from 'zod/mini'
import { audit, JsonObject, naming, NextToken, notEmpty, paging, Text } from './fields.ts'
import { SecretId } from './ids.ts'
import { route } from './route.ts'

/** A secret without its data: that is written and never read back. */
export const Secret = z.strictObject({ secretId: SecretId, name: Text, description: Text, ...audit })
export type Secret = z.infer<typeof Secret>

const params = { secretId: SecretId }

/** The operations on secrets. None answers with the data. */
export const secrets = {
  list: route({
    method: 'GET',
    path: '/secrets',
    summary: 'List secrets by name',
    scope: 'secrets:read',
    query: z.strictObject(paging),
    response: z.strictObject({ secrets: z.array(Secret), nextToken: NextToken }),
    items: 'secrets',
  }),
  create: route({
    method: 'POST',
    path: '/secrets',
    summary: 'Create a secret',
    scope: 'secrets:write',
    body: z.strictObject({ data: JsonObject, ...naming }),
    response: Secret,
  }),
  update: route({
    method: 'PATCH',
    path: '/secrets/{secretId}',
    summary: 'Replace the data of a secret, or its name',
    scope: 'secrets:write',
    params,
    body: z.strictObject({ data: z.optional(JsonObject), ...naming }).check(notEmpty),
    response: Secret,
  }),
  delete: route({
    method: 'DELETE',
    path: '/secrets/{secretId}',
    summary: 'Delete a secret',
    scope: 'secrets:write',
    params,
    response: Secret,
  }),
}
