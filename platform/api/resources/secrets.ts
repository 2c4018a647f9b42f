import type { Routes, Secret } from '../../../contract/index.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import type { SecretRow } from '../../store/tables.ts'
import { created, updated } from './audit.ts'
import { launchCheck } from './launch-check.ts'
import { rowsOf } from './rows.ts'

/** Answers the operations on secrets. */
export function secretOperations(services: Services): Operations<Routes['secrets']> {
  const { store, clock, keyring, quotas } = services
  const check = launchCheck(services)
  const secrets = rowsOf(store, 'secrets')
  const seal = (data: object) => keyring.seal(JSON.stringify(data))

  return {
    list: async ({ query }) => {
      const { rows, nextToken } = await secrets.page(query)
      return { secrets: rows.map(shown), nextToken }
    },

    create: async ({ body: { data, ...naming }, caller }) => {
      const secretId = newId('secret')
      const secret = { secretId, name: null, description: null, ...naming, ...created(caller, clock) }
      await quotas.spend('secrets', () => store.insert('secrets', { ...secret, sealed: seal(data) }))
      return secret
    },

    update: async ({ params: { secretId }, body: { data, ...naming }, caller }) => {
      if (data) await check.secret(secretId, Object.keys(data))
      const sealed = data && { sealed: seal(data) }
      const change = (row: SecretRow) => ({ ...row, ...naming, ...sealed, ...updated(caller, clock) })
      return shown(await secrets.change(secretId, change))
    },

    delete: async ({ params: { secretId } }) => shown(await secrets.remove(secretId)),
  }
}

/** A secret as the API shows it: without its data. */
function shown({ sealed: _, ...secret }: SecretRow): Secret {
  return secret
}
