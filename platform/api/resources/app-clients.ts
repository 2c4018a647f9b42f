import type { AppClient, Routes } from '../../../contract/index.ts'
import { hashOf, newCredentials } from '../../access/credentials.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import { badRequest } from '../../problem.ts'
import type { AppClientRow } from '../../store/tables.ts'
import { created, updated } from './audit.ts'
import { rowsOf } from './rows.ts'

/** Answers the operations on app clients. */
export function appClientOperations({ store, clock, quotas }: Services): Operations<Routes['appClients']> {
  const appClients = rowsOf(store, 'appClients')

  return {
    list: async ({ query }) => {
      const { rows, nextToken } = await appClients.page(query)
      return { appClients: rows.map(shown), nextToken }
    },

    create: async ({ body: { generateSecret = true, ...given }, caller }) => {
      const appClientId = newId('app-client')
      const { clientId, clientSecret, apiKey } = newCredentials()
      const appClient = {
        appClientId,
        clientId,
        hasSecret: generateSecret,
        secretHash: generateSecret ? hashOf(clientSecret) : null,
        apiKeyHash: hashOf(apiKey),
        name: null,
        description: null,
        callbackUrls: [],
        loginUrls: [],
        logoutUrls: [],
        defaultLoginUrl: null,
        ...given,
        ...created(caller, clock),
      }
      await quotas.spend('appClients', () => store.insert('appClients', appClient))
      return { ...shown(appClient), apiKey, ...(generateSecret && { clientSecret }) }
    },

    update: async ({ params: { appClientId }, body, caller }) =>
      shown(await appClients.change(appClientId, (row) => ({ ...row, ...body, ...updated(caller, clock) }))),

    delete: async ({ params: { appClientId }, caller }) => {
      if (appClientId === caller.id) throw badRequest(`${appClientId} can't delete itself: use another one`)
      return shown(await appClients.remove(appClientId))
    },
  }
}

/** A key has every scope: who may only read app clients gets none. */
function shown({ apiKeyHash: _key, secretHash: _secret, ...appClient }: AppClientRow): AppClient {
  return { ...appClient, apiKey: null }
}
