import type { Routes, User } from '../../../contract/index.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import { badRequest } from '../../problem.ts'
import { created, updated } from './audit.ts'
import { rowsOf } from './rows.ts'

/** Answers the operations on users. */
export function userOperations(services: Services): Operations<Routes['users']> {
  const { store, clock } = services
  const users = rowsOf(store, 'users')
  const appClients = rowsOf(store, 'appClients')
  return {
    list: async ({ query }) => {
      const page = await users.page(query)
      return { users: page.rows, nextToken: page.nextToken }
    },

    create: async ({ body: { appClientId, ...given }, caller }) => {
      if (appClientId !== undefined) await appClients.get(appClientId)
      const user = { userId: newId('user'), name: null, avatar: null, ...given, ...created(caller, clock) }
      await insertUser(services, user)
      return user
    },

    get: ({ params: { userId } }) => users.get(userId),

    update: ({ params: { userId }, body, caller }) =>
      users.change(userId, (row) => ({ ...row, ...body, ...updated(caller, clock) })),

    delete: async ({ params: { userId }, caller }) => {
      if (userId === caller.id) throw badRequest(`${userId} can't delete themselves: ask another user`)
      return users.remove(userId)
    },
  }
}

/**
 * Keeps a new user.
 * @throws Problem 400 if there is one of the same email address already
 */
export async function insertUser({ store, quotas }: Services, user: User): Promise<void> {
  await quotas.spend('users', async () => {
    const { email } = user
    if ((await store.count('users', { email })) > 0) throw badRequest(`body.email: there is a user ${email}`)
    await store.insert('users', user)
  })
}
