import type { AppClient, Routes } from '../../contract/index.ts'
import { apiKeyOf, hashOf, newCredentials } from '../credentials.ts'
import { newId } from '../new-id.ts'
import type { Operations, Services } from '../operations.ts'
import { badRequest } from '../problem.ts'
import type { AppClientRow } from '../store/tables.ts'
import { created, updated } from './audit.ts'
import { rowsOf } from './rows.ts'

export function appClientOperations({
  store,
  clock,
  keyring,
  quotas,
}: Services): Operations<Routes['appClients']> {
  const appClients = rowsOf(store, 'appClients')

  function shown({ apiKeyHash: _key, secretHash: _secret, ...appClient }: AppClientRow): AppClient {
    return { ...appClient, apiKey: apiKeyOf(keyring, appClient.appClientId) }
  }

  return {
    list: async ({ query }) => {
      const { rows, nextToken } = await appClients.page(query)
      return { appClients: rows.map(shown), nextToken }
    },

    create: async ({ body: { generateSecret = true, ...given }, caller }) => {
      const appClientId = newId('app-client')
      const { clientId, clientSecret } = newCredentials()
      const appClient = {
        appClientId,
        clientId,
        hasSecret: generateSecret,
        secretHash: generateSecret ? hashOf(clientSecret) : null,
        apiKeyHash: hashOf(apiKeyOf(keyring, appClientId)),
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
      return { ...shown(appClient), ...(generateSecret && { clientSecret }) }
    },

    update: async ({ params: { appClientId }, body, caller }) =>
      shown(await appClients.change(appClientId, (row) => ({ ...row, ...body, ...updated(caller, clock) }))),

    delete: async ({ params: { appClientId }, caller }) => {
      if (appClientId === caller.id) throw badRequest(`${appClientId} can't delete itself: use another one`)
      return shown(await appClients.remove(appClientId))
    },
  }
}
