import { execFile } from 'node:child_process'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { blocksOf } from './support/doc-blocks.ts'

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

/** The blocks as files, inside the package, so that the package's name means the package. */
async function writeBlocks(name: string) {
  const folder = join(root, 'dist', name)
  const written = await blocks()
  for (const [path, code] of written) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), code)
  }
  return {
    folder,
    files: written.map(([path]) => path),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
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
  await using docs = await writeBlocks('docs-types')
  const { folder, files } = docs
  const options = { files, compilerOptions: { customConditions: [], rootDir: root } }
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.json', ...options, include: [] }),
  )
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  expect((await run(folder, [tsc, '-p', folder])).stdout).toBe('')
  expect(files.length).toBeGreaterThan(1)
})

it('every test in the docs passes', async () => {
  await using docs = await writeBlocks('docs-tests')
  const folder = join(docs.folder, 'docs-testing-md')
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = ['run', '--root', folder, '--exclude', 'node.test.ts', '--testTimeout', '60000']
  const { stdout, stderr } = await run(folder, [vitest, ...args])
  expect(stdout, stderr).toMatch(/Tests +10 passed \(10\)/)
  const node = await run(folder, ['--test', 'node.test.ts'])
  expect(node.stdout).toMatch(/pass 1$/m)
  expect(node.stdout).toMatch(/fail 0$/m)
})
