import * as z from 'zod/mini'
import { Email, Text } from './fields.ts'
import { route } from './route.ts'

/** 8 to 99 characters without spaces: a lower and an upper case letter, a digit and a special character among them. */
const Password = z
  .string()
  .check(
    z.regex(
      /^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[\^$*.[\]{}()?\-"!@#%&/,><':;|_~`])\S{8,99}$/,
      'Invalid password: expected 8 to 99 characters with a-z, A-Z, 0-9 and a special one, without spaces',
    ),
  )

/** The operation that creates an organization, without credentials. */
export const signup = {
  create: route({
    method: 'POST',
    path: '/signup',
    summary: 'Become a user',
    scope: 'signup:write',
    isPublic: true,
    body: z.strictObject({
      email: Email,
      password: Password,
      reCaptchaResponse: z.string(),
      name: z.optional(Text),
    }),
    /** What the new user logs in with. */
    response: z.strictObject({ clientId: z.string(), username: Email }),
  }),
}
