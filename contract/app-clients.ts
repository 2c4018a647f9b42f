import * as z from 'zod/mini'
import { audit, naming, NextToken, notEmpty, paging, Text } from './fields.ts'
import { AppClientId } from './ids.ts'
import { route } from './route.ts'

/** A URL that the browser opens for or after a login: https, or http on this machine. */
const Url = z
  .string()
  .check(
    z.regex(/^http:\/\/localhost.*|^https:\/\/.*/, 'Invalid URL: expected https://… or http://localhost…'),
  )
const Urls = z.array(Url)

/** A program that may call the API. Public ones (a page in a browser, an app) have no secret. */
export const AppClient = z.strictObject({
  appClientId: AppClientId,
  name: Text,
  description: Text,
  /** With `clientSecret`, the credentials of a program. */
  clientId: z.string(),
  /** Only in the answer to the creation of the app client. */
  clientSecret: z.optional(z.string()),
  hasSecret: z.boolean(),
  /** Replaces a token, in the header `x-api-key`. Only the answer that creates an app client has it; others say null. */
  apiKey: Text,
  callbackUrls: Urls,
  loginUrls: Urls,
  logoutUrls: Urls,
  defaultLoginUrl: z.nullable(Url),
  ...audit,
})
export type AppClient = z.infer<typeof AppClient>

const login = { loginUrls: z.optional(Urls), defaultLoginUrl: z.optional(Url) }
const params = { appClientId: AppClientId }

/** The operations on app clients. */
export const appClients = {
  list: route({
    method: 'GET',
    path: '/appClients',
    summary: 'List app clients',
    scope: 'appclients:read',
    query: z.strictObject(paging),
    response: z.strictObject({ appClients: z.array(AppClient), nextToken: NextToken }),
    items: 'appClients',
  }),
  create: route({
    method: 'POST',
    path: '/appClients',
    summary: 'Create an app client; the only answer with its secret and its API key',
    scope: 'appclients:write',
    body: z.strictObject({
      /** Default true. */
      generateSecret: z.optional(z.boolean()),
      callbackUrls: z.optional(Urls),
      logoutUrls: z.optional(Urls),
      ...login,
      ...naming,
    }),
    response: AppClient,
  }),
  update: route({
    method: 'PATCH',
    path: '/appClients/{appClientId}',
    summary: 'Change an app client',
    scope: 'appclients:write',
    params,
    body: z.strictObject({ ...login, ...naming }).check(notEmpty),
    response: AppClient,
  }),
  delete: route({
    method: 'DELETE',
    path: '/appClients/{appClientId}',
    summary: 'Delete an app client other than the one that asks',
    scope: 'appclients:write',
    params,
    response: AppClient,
  }),
}
