import { expect, test } from 'vitest'
import { openPlatform } from '../../../test/support/embedded-platform.ts'

test('whoever signs up is a user, whose password is kept nowhere', async () => {
  await using opened = await openPlatform()
  const { signup, users } = opened.client
  const person = {
    email: 'ann@example.com',
    password: 'Str0ng-enough',
    reCaptchaResponse: 'unchecked',
    name: 'Ann',
  }
  expect(await signup.create(person)).toEqual({
    clientId: opened.platform.appClient.clientId,
    username: 'ann@example.com',
  })
  const found = await users.list()
  expect(found.users).toMatchObject([{ email: 'ann@example.com', name: 'Ann', createdBy: 'anyone' }])
  expect(JSON.stringify(found)).not.toContain('Str0ng')
})

test('an email address belongs to one user', async () => {
  await using opened = await openPlatform()
  const { users } = opened.client
  const email = 'ann@example.com'
  const ends = await Promise.allSettled([users.create({ email }), users.create({ email })])
  expect(ends.map(({ status }) => status).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'fulfilled',
    'rejected',
  ])
  await expect(users.create({ email })).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining(email),
  })
})

test('a user is changed, found and deleted', async () => {
  await using opened = await openPlatform()
  const { users } = opened.client
  const { userId } = await users.create({ email: 'ann@example.com', avatar: 'data:,' })
  const changed = await users.update(userId, { name: 'Ann', avatar: null })
  expect(changed).toMatchObject({ name: 'Ann', avatar: null, email: 'ann@example.com' })
  expect(await users.get(userId)).toEqual(changed)
  expect(await users.delete(userId)).toEqual(changed)
  await expect(users.get(userId)).rejects.toMatchObject({ status: 404 })
})
