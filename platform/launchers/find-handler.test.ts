import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findHandler } from './find-handler.ts'

/** A folder with these files, which is gone afterwards. */
async function folderOf(files: Record<string, string>) {
  const path = await mkdtemp(join(tmpdir(), 'test-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(path, name, '..'), { recursive: true })
    await writeFile(join(path, name), text)
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

const find = (...path: [string, ...string[]]) => findHandler(pathToFileURL(join(...path)).href)

describe('findHandler', () => {
  it.each(['handler.ts', 'handler.js', 'handler.mjs', 'with space.ts'])('finds the file %s', async (name) => {
    await using folder = await folderOf({ [name]: '' })
    await expect(find(folder.path, name)).resolves.toBe(join(folder.path, name))
  })

  it('finds the main of a folder', async () => {
    await using folder = await folderOf({ 'package.json': '{"main": "./src/index.ts"}', 'src/index.ts': '' })
    await expect(find(folder.path)).resolves.toBe(join(folder.path, 'src/index.ts'))
  })

  it.each<[string, Record<string, string>, string, string]>([
    ['is not there', {}, 'nope.ts', 'does not exist'],
    ['is no program', { 'handler.py': '' }, 'handler.py', 'is no handler: expected a file that ends in .ts'],
    ['is a folder without a package.json', {}, '', 'is a folder without a package.json'],
    ['is a folder without a main', { 'package.json': '{}' }, '', 'has no "main"'],
    ['is a folder with a broken package.json', { 'package.json': '{' }, '', 'has no "main"'],
    [
      'is a folder that is not built',
      { 'package.json': '{"main": "dist/a.js"}' },
      '',
      'is no file: build the handler first',
    ],
  ])('says what to do when the handler %s', async (_, files, name, message) => {
    await using folder = await folderOf(files)
    await expect(find(folder.path, name)).rejects.toThrow(message)
  })

  it('refuses a URL of another machine', async () => {
    await expect(findHandler('file://server/handler.ts')).rejects.toThrow('is no file on this machine')
  })
})
