import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPlatform } from '../../../test/support/embedded-platform.ts'

const pdf = { content: btoa('%PDF-1.7'), contentType: 'application/pdf' } as const

test('a document keeps its content, which only GET answers with', async () => {
  await using opened = await openPlatform()
  const { documents } = opened.client
  const created = await documents.create(pdf)
  expect(created).not.toHaveProperty('content')
  expect(await documents.get(created.documentId)).toEqual({ ...created, content: pdf.content })
  expect((await documents.list()).documents).toEqual([created])
})

test.each([
  { own: 100, dataset: 30, kept: 30 },
  { own: 10, dataset: 30, kept: 10 },
  { own: undefined, dataset: 30, kept: 30 },
  { own: 100, dataset: undefined, kept: 100 },
  { own: undefined, dataset: undefined, kept: 365 },
])('a retention of $own days in a dataset of $dataset is $kept', async ({ own, dataset, kept }) => {
  await using opened = await openPlatform()
  const { documents, datasets } = opened.client
  const retention = own === undefined ? {} : { retentionInDays: own }
  const within =
    dataset === undefined
      ? {}
      : { datasetId: (await datasets.create({ retentionInDays: dataset })).datasetId }

  expect(await documents.create({ ...pdf, ...retention, ...within })).toMatchObject({ retentionInDays: kept })
  const { documentId } = await documents.create({ ...pdf, ...retention })
  expect(await documents.update(documentId, { retentionInDays: own ?? 365, ...within })).toMatchObject({
    retentionInDays: kept,
  })
})

test('a document disappears when its retention ends, with its content', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'documents-'))
  const open = (start: string) => openPlatform({ data: folder.path, start })
  const [short, long] = await (async () => {
    await using opened = await open('2026-01-01T12:00:00Z')
    const { documents } = opened.client
    const kept = await documents.create({ ...pdf, retentionInDays: 3 })
    return [await documents.create({ ...pdf, retentionInDays: 2 }), kept]
  })()
  await using opened = await open('2026-01-03T11:59:00Z')
  const { documents } = opened.client
  expect((await documents.list()).documents).toHaveLength(2)
  await opened.clock.advance(59_000)
  expect((await documents.list()).documents).toHaveLength(2)
  await opened.clock.advance(2000)
  expect((await documents.list()).documents).toEqual([long])
  await expect(documents.get(short.documentId)).rejects.toMatchObject({ status: 404 })
})

test('a retention that is made shorter counts from the creation', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'documents-'))
  {
    await using opened = await openPlatform({ data: folder.path, start: '2026-01-01T12:00:00Z' })
    const { documents } = opened.client
    const { documentId } = await documents.create({ ...pdf, retentionInDays: Number.MAX_SAFE_INTEGER })
    await opened.clock.advance(10_000)
    await documents.update(documentId, { retentionInDays: 1 })
  }
  await using opened = await openPlatform({ data: folder.path, start: '2026-01-02T12:00:00Z' })
  await opened.clock.advance(1000)
  expect((await opened.client.documents.list()).documents).toEqual([])
})

test('lists are filtered by dataset and consent, several of each, page by page', async () => {
  await using opened = await openPlatform()
  const { documents, datasets } = opened.client
  const [one, two, three] = await Promise.all([1, 2, 3].map(async () => (await datasets.create()).datasetId))
  const consentId = `las:consent:${'0'.repeat(32)}`
  const create = (datasetId: string | undefined, more = {}) =>
    documents.create({ ...pdf, ...(datasetId && { datasetId }), ...more })
  const made = [
    await create(one),
    await create(two, { consentId }),
    await create(three),
    await create(two),
    await create(undefined, { consentId }),
    await create(one, { consentId }),
  ]
  const some = async (query: Parameters<typeof documents.list>[0]) => {
    const found: number[] = []
    for await (const { documentId } of documents.list({ maxResults: 1, ...query }))
      found.push(made.findIndex((document) => document.documentId === documentId))
    return found
  }
  const datasetIds = [one, two].flatMap((id) => id ?? [])
  expect(await some({})).toEqual([0, 1, 2, 3, 4, 5])
  expect(await some({ datasetId: datasetIds })).toEqual([0, 1, 3, 5])
  expect(await some({ consentId: [consentId] })).toEqual([1, 4, 5])
  expect(await some({ datasetId: datasetIds, consentId: [consentId] })).toEqual([1, 5])

  const deleted = await documents.deleteAll({ datasetId: datasetIds, maxResults: 3 })
  expect(deleted.documents.map(({ documentId }) => documentId)).toEqual(
    [0, 1, 3].map((index) => made[index]?.documentId),
  )
  expect(deleted.datasetId).toEqual(datasetIds)
  expect(deleted.nextToken).not.toBeNull()
  expect(await some({})).toEqual([2, 4, 5])
})

test('deleting without limits deletes a thousand', async () => {
  await using opened = await openPlatform()
  const { documents } = opened.client
  for (let made = 0; made < 1001; made += 1) await documents.create(pdf)
  const { documents: deleted, nextToken } = await documents.deleteAll()
  expect(deleted).toHaveLength(1000)
  expect(nextToken).not.toBeNull()
  expect((await documents.list()).documents).toHaveLength(1)
})
