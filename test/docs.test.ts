import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

/** Every block of TypeScript in the README and the docs, by the page that it stands on. */
async function blocks(): Promise<[name: string, code: string][]> {
  const docs = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'))
  const pages = ['README.md', ...docs.map((name) => `docs/${name}`)]
  const found = await Promise.all(
    pages.map(async (page) => {
      const text = await readFile(join(root, page), 'utf8')
      return Array.from(text.matchAll(/```ts\n(.*?)```/gs), ([, code], index): [string, string] => [
        `${page.replaceAll(/\W/g, '-')}-${index}.ts`,
        code ?? '',
      ])
    }),
  )
  return found.flat()
}

it('every block of TypeScript in the docs is correct, by the types that users see', async () => {
  // Inside the package, so that the package's name means the package.
  const folder = join(root, 'dist/docs')
  await mkdir(folder, { recursive: true })
  try {
    for (const [name, code] of await blocks()) await writeFile(join(folder, name), code)
    const options = { files: await readdir(folder), compilerOptions: { customConditions: [], rootDir: root } }
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.json', ...options, include: [] }),
    )
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
      (error: unknown) => error as { stdout: string },
    )
    expect(stdout).toBe('')
    expect(options.files.length).toBeGreaterThan(1)
  } finally {
    await rm(folder, { recursive: true })
  }
})
