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

it('every block of TypeScript in the docs is correct, by the types that users see', async () => {
  // Inside the package, so that the package's name means the package.
  const folder = join(root, 'dist/docs')
  try {
    const files = await blocks()
    for (const [name, code] of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), code)
    }
    const compilerOptions = { customConditions: [], rootDir: root }
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../../tsconfig.json',
        files: files.map(([name]) => name),
        compilerOptions,
        include: [],
      }),
    )
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
      (error: unknown) => error as { stdout: string },
    )
    expect(stdout).toBe('')
    expect(files.length).toBeGreaterThan(1)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
