import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { migrations } from './migrations.ts'
import { sqliteSql } from './sqlite-schema.ts'
import { openSqliteStore } from './sqlite.ts'
import type { Tables } from './tables.ts'

const label = (name: string) => ({ label: name, value: '1' })

/** Three documents, two of them in the dataset `d`. */
function makeFirstSchema(path: string): void {
  using database = new DatabaseSync(path)
  database.exec(`${sqliteSql(migrations[0] ?? [])} PRAGMA user_version = 1;`)
  const insert = database.prepare('INSERT INTO documents (body) VALUES (?)')
  insert.run(JSON.stringify({ documentId: 'a', datasetId: 'd', groundTruth: [label('x'), label('x')] }))
  insert.run(JSON.stringify({ documentId: 'b', datasetId: 'd', groundTruth: [label('x'), label('y')] }))
  insert.run(JSON.stringify({ documentId: 'c', groundTruth: [label('x')] }))
}

test('a folder of the first schema is brought up to date with what it holds', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'test-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rm(folder, { recursive: true }))
  const path = join(folder, 'platform.sqlite')
  makeFirstSchema(path)
  const store = stack.use(openSqliteStore(path))
  expect(await store.countLabels('d')).toEqual({ documents: 2, labels: { x: 2, y: 1 } })
  await store.remove('documents', 'b')
  expect(await store.countLabels('d')).toEqual({ documents: 1, labels: { x: 1 } })
  await store.update('documents', 'a', (row) => ({ ...row, datasetId: 'e' }))
  expect(await store.countLabels('d')).toEqual({ documents: 0, labels: {} })
  expect(await store.countLabels('e')).toEqual({ documents: 1, labels: { x: 1 } })
})

test('a removal that fails takes nothing with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'test-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rm(folder, { recursive: true }))
  const path = join(folder, 'platform.sqlite')
  const store = stack.use(openSqliteStore(path))
  const row = { documentId: 'a', due: 1 } as Tables['documents']
  await store.insert('documents', row, Uint8Array.of(7))
  using database = new DatabaseSync(path)
  database.exec("CREATE TRIGGER refuse BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'refused'); END")
  await expect(store.commit([{ remove: 'documents', id: 'a' }])).rejects.toThrow('refused')
  await expect(store.remove('documents', 'a')).rejects.toThrow('refused')
  expect(await store.getContent('a')).toEqual(Uint8Array.of(7))
})
