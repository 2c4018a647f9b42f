import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

/** What the linter says of one line in one file, under this repository's rules. */
async function lint(file: string, line: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'test-'))
  try {
    await cp(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    await mkdir(join(folder, file, '..'), { recursive: true })
    await writeFile(join(folder, file), `${line}\n`)
    const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
    return await new Promise((resolve) => {
      execFile(process.execPath, [oxlint], { cwd: folder }, (_error, stdout, stderr) =>
        resolve(stdout + stderr),
      )
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

it.each([
  ['contract/a.ts', "export { a } from '../client/a.ts'"],
  ['client/a.ts', "export { a } from '../runtime/a.ts'"],
  ['client/deep/a.ts', "export { a } from '../../platform/a.ts'"],
  ['runtime/a.ts', "export { a } from '../platform/a.ts'"],
  ['platform/a.ts', "export { a } from '../client/a.ts'"],
  ['platform/resources/a.ts', "export { a } from '../../runtime/a.ts'"],
  ['platform/a.ts', "export { a } from '../cli/a.ts'"],
  ['cli/a.ts', "export { a } from 'docker-transition'"],
  ['examples/predict/a.ts', "export { a } from '../../client/a.ts'"],
])('%s may not say %s', async (file, line) => {
  expect(await lint(file, line)).toContain('no-restricted-imports')
})

it('only one file of the platform knows what the store is made of', async () => {
  const line = "export { DatabaseSync } from 'node:sqlite'"
  expect(await lint('platform/resources/a.ts', line)).toContain('platform/store/sqlite.ts')
  expect(await lint('platform/store/sqlite.ts', line)).not.toContain('no-restricted-imports')
})

it.each([
  ['client/a.ts', "export { a } from '../contract/a.ts'"],
  ['runtime/supervisor/a.ts', "export { a } from '../../client/a.ts'"],
  ['platform/a.ts', "export { a } from './platform.ts'"],
  ['cli/a.ts', "export { a } from '../platform/index.ts'"],
  ['examples/predict/a.ts', "export { a } from 'docker-transition'"],
])('%s may say %s', async (file, line) => {
  expect(await lint(file, line)).not.toContain('no-restricted-imports')
})
