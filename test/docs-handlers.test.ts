import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { harness, type HarnessOptions } from '../testing/index.ts'
import type { JsonObject } from '../contract/index.ts'
import { blocksOf } from './support/doc-blocks.ts'
import { openProject } from './support/project.ts'

const blocks = (await Promise.all(['docs/handler.md', 'docs/migrating.md'].map(blocksOf))).flat()
const handlers = blocks.filter(({ language }) => language === 'ts')
const pythonHandlers = blocks.filter(({ language }) => language === 'python')
const hasPython = spawnSync('python3', ['--version']).status === 0

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
  async ({ code, note }) => {
    expect(note?.word, `a comment says what it is run with: ${code}`).toBe('run')
    const { input, document, predictions, output, rejected, progress }: Note = JSON.parse(note?.text ?? '')
    await using project = await openProject({ 'handler.ts': code }, ['zod'])
    await using t = await harness(join(project.path, 'handler.ts'), {
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

it.skipIf(!hasPython).each(pythonHandlers)(
  `the Python handler does what the docs say${hasPython ? '' : ' (skipped: there is no python3)'}`,
  async ({ code, note }) => {
    const { input, predictions, output }: Note = JSON.parse(note?.text ?? '')
    const { stdout } = await promisify(execFile)('python3', ['-c', code], {
      env: {
        ...process.env,
        PYTHONPATH: fileURLToPath(new URL('fixtures/python/', import.meta.url)),
        PYTHONDONTWRITEBYTECODE: '1',
        MODEL_ID: 'las:model:1',
        EVENT: JSON.stringify(input),
        PREDICTIONS: JSON.stringify(predictions),
      },
    })
    expect(JSON.parse(stdout)).toEqual(output)
  },
)
