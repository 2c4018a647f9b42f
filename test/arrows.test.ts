import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtempDisposable, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

const FORBIDDEN: [file: string, line: string][] = [
  ['contract/a.ts', "export { a } from '../client/a.ts'"],
  ['client/a.ts', "export { a } from '../runtime/a.ts'"],
  ['client/deep/a.ts', "export { a } from '../../platform/a.ts'"],
  ['runtime/a.ts', "export { a } from '../platform/a.ts'"],
  ['platform/a.ts', "export { a } from '../client/a.ts'"],
  ['platform/api/resources/a.ts', "export { a } from '../../../runtime/a.ts'"],
  ['platform/b.ts', "export { a } from '../cli/a.ts'"],
  ['cli/a.ts', "export { a } from 'docker-transition'"],
  ['examples/predict/a.ts', "export { a } from '../../client/a.ts'"],
  ['templates/create/a.ts', "export { a } from '../../cli/a.ts'"],
  ['platform/d.ts', "export const a = import('../runtime/a.ts')"],
  ['cli/c.ts', "import '../test/a.ts'"],
  // Only one file of the platform knows what the store is made of.
  ['platform/api/resources/b.ts', "export { DatabaseSync } from 'node:sqlite'"],
]

const ALLOWED: [file: string, line: string][] = [
  ['client/b.ts', "export { a } from '../contract/a.ts'"],
  ['runtime/supervisor/a.ts', "export { a } from '../../client/a.ts'"],
  ['platform/c.ts', "export { a } from './platform.ts'"],
  ['cli/b.ts', "export { a } from '../platform/index.ts'"],
  ['examples/predict/b.ts', "export { a } from 'docker-transition'"],
  ['platform/store/sqlite.ts', "export { DatabaseSync } from 'node:sqlite'"],
]

/** What the linter says, under this repository's rules, of these imports. */
let said: { filename: string; message: string }[]

beforeAll(async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'test-'))
  for (const part of ['.oxlintrc.json', 'lint'])
    await cp(join(root, part), join(folder.path, part), { recursive: true })
  for (const [file, line] of [...FORBIDDEN, ...ALLOWED]) {
    await mkdir(dirname(join(folder.path, file)), { recursive: true })
    await writeFile(join(folder.path, file), `${line}\n`)
  }
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [oxlint, '--format', 'json'], { cwd: folder.path }, (_error, stdout) =>
      resolve(stdout),
    )
  })
  const { diagnostics, number_of_files: count } = JSON.parse(output)
  const rules = await readdir(join(folder.path, 'lint'))
  if (count !== FORBIDDEN.length + ALLOWED.length + rules.length)
    throw new Error(`${count} files were looked at`)
  said = diagnostics.filter(({ code }: { code: string }) => code.includes('house(rooms)'))
})

const saidOf = (file: string) => said.filter(({ filename }) => filename === file)

it.each(FORBIDDEN)('%s may not say %s', (file) => {
  expect(saidOf(file)).toHaveLength(1)
})

it.each(ALLOWED)('%s may say %s', (file) => {
  expect(saidOf(file)).toEqual([])
})

it('says which file of the platform knows what the store is made of', () => {
  expect(JSON.stringify(saidOf('platform/api/resources/b.ts'))).toContain('platform/store/sqlite.ts')
})
