import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { harness, type HarnessOptions } from '../testing/index.ts'
import type { JsonObject } from '../contract/index.ts'
import { blocksOf } from './support/doc-blocks.ts'

/** Inside the package, so that the package's name means the package. */
const folder = fileURLToPath(new URL('../dist/docs-handlers/', import.meta.url))

const handlers = (await Promise.all(['docs/handler.md', 'docs/migrating.md'].map(blocksOf)))
  .flat()
  .filter(({ language }) => language === 'ts')

beforeAll(() => mkdir(folder, { recursive: true }))
afterAll(() => rm(folder, { recursive: true }))

interface Note {
  input?: JsonObject
  document?: HarnessOptions['documents']
  predictions?: Record<string, string>
  output?: JsonObject
  rejected?: string
  progress?: string[]
}

it.each(handlers.map((block, index) => ({ ...block, index })))(
  'handler $index in the docs does what the docs say',
  async ({ code, note, index }) => {
    expect(note?.word, `a comment says what it is run with: ${code}`).toBe('run')
    const { input, document, predictions, output, rejected, progress }: Note = JSON.parse(note?.text ?? '')
    const file = join(folder, `${index}.ts`)
    await writeFile(file, code)
    await using t = await harness(pathToFileURL(file), {
      ...(document && { documents: { document } }),
      ...(predictions && { predictions }),
    })
    const result = await t.run(input)
    expect(result).toMatchObject({
      status: rejected === undefined ? 'succeeded' : 'rejected',
      ...(output && { output }),
      ...(progress && { progress }),
    })
    expect(result.error?.message ?? '').toContain(rejected ?? '')
  },
)
