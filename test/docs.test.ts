import { execFile } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { blocksOf } from './support/doc-blocks.ts'
import { openProject } from './support/project.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

/** Every block of TypeScript in the README and the docs, by the page that it stands on; one that is a file has its name. */
async function blocks(): Promise<[name: string, code: string][]> {
  const docs = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'))
  const pages = ['README.md', ...docs.map((name) => `docs/${name}`)]
  const found = await Promise.all(
    pages.map(async (page) => {
      const all = (await blocksOf(page)).filter(({ language }) => language === 'ts')
      return all.map(({ code, note }, index): [string, string] => {
        const name = note?.word === 'file' ? note.text : `${index}.ts`
        return [join(page.replaceAll(/\W/g, '-'), name), code]
      })
    }),
  )
  return found.flat()
}

/** What the docs import besides this package, and the types of Node. */
const PACKAGES = ['@types/node', 'msw', 'vitest', 'zod']

/** The blocks as files of a project that has this package installed. */
async function writeBlocks() {
  const written = await blocks()
  const files = { 'package.json': '{"type": "module"}', ...Object.fromEntries(written) }
  const folder = await openProject(files, PACKAGES)
  return {
    folder: folder.path,
    files: written.map(([path]) => path),
    [Symbol.asyncDispose]: () => folder.remove(),
  }
}

/** Runs a program of the package's with Node; what it says is in what it resolves with, however it ended. */
async function run(folder: string, args: string[]): Promise<{ stdout: string; stderr: string }> {
  // The test's own settings are nothing to its programs.
  const { NODE_OPTIONS: _options, VITEST: _vitest, ...env } = process.env
  const settings = { cwd: folder, env: { ...env, NO_COLOR: '1' } }
  return promisify(execFile)(process.execPath, args, settings).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  )
}

it('every block of TypeScript in the docs is correct, by the types that users see', async () => {
  await using docs = await writeBlocks()
  const { folder, files } = docs
  const options = { files, compilerOptions: { customConditions: [], rootDir: folder } }
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'tsconfig.json'), ...options, include: [] }),
  )
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  expect((await run(folder, [tsc, '-p', folder])).stdout).toBe('')
  expect(files.length).toBeGreaterThan(1)
})

it('every test in the docs passes', async () => {
  await using docs = await writeBlocks()
  const folder = join(docs.folder, 'docs-testing-md')
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = ['run', '--root', folder, '--exclude', 'node.test.ts', '--testTimeout', '60000']
  const { stdout, stderr } = await run(folder, [vitest, ...args])
  expect(stdout, stderr).toMatch(/Tests +10 passed \(10\)/)
  const node = await run(folder, ['--test', 'node.test.ts'])
  expect(node.stdout).toMatch(/pass 1$/m)
  expect(node.stdout).toMatch(/fail 0$/m)
})
