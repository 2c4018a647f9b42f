import type { Routes } from '../../contract/index.ts'
import { newId } from '../new-id.ts'
import type { Operations, Services } from '../operations.ts'
import { created } from './audit.ts'
import { insertUser } from './users.ts'

/**
 * Creates a user whom nobody invited. Nothing here logs a person in: the password is checked and forgotten, and the
 * reCaptcha's response isn't looked at.
 */
export function signupOperations(services: Services): Operations<Routes['signup']> {
  const { clock, appClient } = services
  return {
    create: async ({ body: { email, name = null }, caller }) => {
      await insertUser(services, {
        userId: newId('user'),
        email,
        name,
        avatar: null,
        ...created(caller, clock),
      })
      return { clientId: appClient.clientId, username: email }
    },
  }
}
