import * as z from 'zod/mini'
import { audit, Email, NextToken, notEmpty, paging, Text } from './fields.ts'
import { AppClientId, UserId } from './ids.ts'
import { route } from './route.ts'

/** A picture as a data URL, up to 131,072 characters. */
const Avatar = z.nullable(z.string().check(z.maxLength(131_072)))
const profile = { name: z.optional(Text), avatar: z.optional(Avatar) }

/** A person. */
export const User = z.strictObject({ userId: UserId, email: Email, ...profile, ...audit })
export type User = z.infer<typeof User>

const params = { userId: UserId }

/** The operations on users. */
export const users = {
  list: route({
    method: 'GET',
    path: '/users',
    summary: 'List users',
    scope: 'users:read',
    query: z.strictObject(paging),
    response: z.strictObject({ users: z.array(User), nextToken: NextToken }),
    items: 'users',
  }),
  create: route({
    method: 'POST',
    path: '/users',
    summary: 'Invite a person',
    scope: 'users:write',
    body: z.strictObject({
      email: Email,
      /** The app client whose login page the invitation leads to. */
      appClientId: z.optional(AppClientId),
      ...profile,
    }),
    response: User,
  }),
  get: route({
    method: 'GET',
    path: '/users/{userId}',
    summary: 'Get a user',
    scope: 'users:read',
    params,
    response: User,
  }),
  update: route({
    method: 'PATCH',
    path: '/users/{userId}',
    summary: 'Change the name or avatar of a user',
    scope: 'users:write',
    params,
    body: z.strictObject(profile).check(notEmpty),
    response: User,
  }),
  delete: route({
    method: 'DELETE',
    path: '/users/{userId}',
    summary: 'Delete a user other than the one who asks',
    scope: 'users:write',
    params,
    response: User,
  }),
}
