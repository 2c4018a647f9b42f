import type { Routes, Secret } from '../../contract/index.ts'
import { newId } from '../new-id.ts'
import type { Operations, Services } from '../operations.ts'
import { notFound } from '../problem.ts'
import type { SecretRow } from '../store/store.ts'
import { created, updated } from './audit.ts'
import { readPage } from './page.ts'

export function secretOperations({ store, clock, keyring }: Services): Operations<Routes['secrets']> {
  const seal = (data: object) => keyring.seal(JSON.stringify(data))

  return {
    list: async ({ query }) => {
      const page = await readPage(store, 'secrets', query)
      return { secrets: page.rows.map(shown), nextToken: page.nextToken }
    },

    create: async ({ body: { data, ...naming }, caller }) => {
      const secret = {
        secretId: newId('secret'),
        name: null,
        description: null,
        ...naming,
        ...created(caller, clock),
      }
      await store.insert('secrets', { ...secret, sealed: seal(data) })
      return secret
    },

    update: async ({ params: { secretId }, body: { data, ...naming }, caller }) => {
      const sealed = data && seal(data)
      const secret = await store.update('secrets', secretId, (row) => ({
        ...row,
        ...naming,
        ...(sealed && { sealed }),
        ...updated(caller, clock),
      }))
      if (!secret) throw notFound('secret', secretId)
      return shown(secret)
    },

    delete: async ({ params: { secretId } }) => {
      const secret = await store.remove('secrets', secretId)
      if (!secret) throw notFound('secret', secretId)
      return shown(secret)
    },
  }
}

/** A secret as the API shows it: without its data. */
function shown({ sealed: _, ...secret }: SecretRow): Secret {
  return secret
}
