import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPlatform } from '../../test/support/embedded-platform.ts'

const pdf = { content: btoa('%PDF-1.7'), contentType: 'application/pdf' } as const
const exceeded = { status: 429, apiMessage: 'Limit Exceeded' }

test('without quotas nothing is refused, and everything is counted', async () => {
  await using opened = await openPlatform()
  const { secrets, documents, organizations } = opened.client
  for (let made = 0; made < 6; made += 1) await secrets.create({ data: {} })
  await documents.create(pdf)
  expect(await organizations.me()).toMatchObject({
    organizationId: opened.platform.organizationId,
    numberOfSecretsAllowed: 2_147_483_647,
    numberOfSecretsCreated: 6,
    numberOfAppClientsCreated: 1,
    monthlyNumberOfDocumentsCreated: 1,
    monthlyNumberOfPredictionsCreated: 0,
  })
})

test('with quotas the API’s own numbers hold', async () => {
  await using opened = await openPlatform({ quotas: true })
  const { organizations, appClients } = opened.client
  expect(await organizations.get(opened.platform.organizationId)).toMatchObject({
    numberOfAppClientsAllowed: 3,
    numberOfAssetsAllowed: 50,
    numberOfModelsAllowed: 3,
    numberOfSecretsAllowed: 5,
    numberOfTransitionsAllowed: 10,
    numberOfUsersAllowed: 50,
    numberOfWorkflowsAllowed: 5,
    monthlyNumberOfDocumentsAllowed: 1000,
    monthlyNumberOfPredictionsAllowed: 1000,
    monthlyNumberOfTransitionExecutionsAllowed: 5000,
    monthlyNumberOfWorkflowExecutionsAllowed: 500,
  })
  const { appClientId } = await appClients.create({})
  await appClients.create({})
  await expect(appClients.create({}, { retry: false })).rejects.toMatchObject(exceeded)
  await appClients.delete(appClientId)
  await expect(appClients.create({})).resolves.toBeDefined()
})

async function successesOfTwenty(create: () => Promise<unknown>): Promise<number> {
  const ends = await Promise.allSettled(Array.from({ length: 20 }, create))
  return ends.filter(({ status }) => status === 'fulfilled').length
}

test('requests at the same time cannot take the last place twice', async () => {
  await using opened = await openPlatform({ quotas: { secrets: 5, documents: 5 } })
  const { secrets, documents } = opened.client
  expect(await successesOfTwenty(() => secrets.create({ data: {} }, { retry: false }))).toBe(5)
  expect(await successesOfTwenty(() => documents.create(pdf, { retry: false }))).toBe(5)
})

test('the month’s quota counts what was deleted, not what was refused, and begins anew', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'quotas-'))
  const open = (start: string) => openPlatform({ data: folder.path, quotas: { documents: 2 }, start })
  {
    await using opened = await open('2026-01-31T23:59:50Z')
    const { documents, organizations } = opened.client
    const datasetId = `las:dataset:${'0'.repeat(32)}`
    await expect(documents.create({ ...pdf, datasetId })).rejects.toMatchObject({ status: 404 })
    await documents.delete((await documents.create(pdf)).documentId)
    await documents.create(pdf)
    await expect(documents.create(pdf, { retry: false })).rejects.toMatchObject(exceeded)
    expect(await organizations.me()).toMatchObject({ monthlyNumberOfDocumentsCreated: 2 })
  }
  await using opened = await open('2026-01-31T23:59:55Z')
  const { documents, organizations } = opened.client
  await expect(documents.create(pdf, { retry: false })).rejects.toMatchObject(exceeded)
  await opened.clock.advance(5000)
  await expect(documents.create(pdf)).resolves.toBeDefined()
  expect(await organizations.me()).toMatchObject({
    monthlyNumberOfDocumentsCreated: 1,
    monthlyUsageSummary: { documents: 1, predictions: 0 },
  })
})

test('people who sign up count as users', async () => {
  await using opened = await openPlatform({ quotas: { users: 1 } })
  const { users, signup } = opened.client
  await users.create({ email: 'a@example.com' })
  const person = { email: 'b@example.com', password: 'Str0ng-enough', reCaptchaResponse: '' }
  await expect(signup.create(person, { retry: false })).rejects.toMatchObject(exceeded)
})

test('an organization is known by its id, and can be renamed', async () => {
  await using opened = await openPlatform()
  const { organizations } = opened.client
  const { organizationId, updatedBy } = await organizations.me()
  expect(updatedBy).toBeNull()
  expect(await organizations.update(organizationId, { name: 'Ours' })).toMatchObject({
    name: 'Ours',
    updatedBy: opened.platform.appClient.appClientId,
  })
  await expect(organizations.get(`las:organization:${'0'.repeat(32)}`)).rejects.toMatchObject({ status: 404 })
})
