import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { migrations } from './migrations.ts'
import { sqliteSql } from './sqlite-schema.ts'

/** What the steps were when they were released: files of that time have passed them, and pass them no more. */
const RELEASED = [
  'bed9c522cfdcea7533b1c19cdb68b657c75aa4f8854c8ecbdd564b75d00946f1',
  'c8e0b27e4bf69907b66409ba0cfd54ed9bc24cd9d196c1fb34a730565988c3e1',
  '661deb3b38d0c4ca5f1260dede09ed47e0285fbcd37e91a6b27130b175e6c7f0',
]

test.each(RELEASED)('step %$ is what it was when it was released', (hash) => {
  const step = migrations[RELEASED.indexOf(hash)] ?? []
  expect(createHash('sha256').update(sqliteSql(step)).digest('hex')).toBe(hash)
})
