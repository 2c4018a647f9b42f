import type { Routes } from '../../../contract/index.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import { Problem } from '../../problem.ts'
import { created } from './audit.ts'
import { insertUser } from './users.ts'

const SIGNUP_IS_OFF =
  'Sign-up is off: this platform can be reached from other machines. Make a user with POST /users'

/**
 * Creates a user whom nobody invited. Nothing here logs a person in: the password is checked and forgotten, and the
 * reCaptcha's response isn't looked at.
 */
export function signupOperations(services: Services): Operations<Routes['signup']> {
  const { clock, appClient } = services
  return {
    create: async ({ body: { email, name = null }, caller }) => {
      if (!services.hasSignup) throw new Problem(403, SIGNUP_IS_OFF)
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
