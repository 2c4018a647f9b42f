import { cp, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Template } from './templates.ts'

/** A project's `package.json`, as far as this command looks into it. */
export interface Manifest {
  [key: string]: unknown
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
}

/** Files that npm leaves out of a package by their real names. */
const RENAMED = { _gitignore: '.gitignore', _npmrc: '.npmrc' }
/** What a template has where somebody has tried it in its place. */
const LEFT_OUT = new Set(['node_modules', 'dist'])

/**
 * Puts a template's files into a folder: those of its layers, in order, then its own. A later file takes the place of an
 * earlier one, but for two: the `package.json`s become one, and the layers' READMEs stand below the template's own.
 */
export async function compose({ layers, folder }: Template, destination: string): Promise<void> {
  const sources = [...layers, folder]
  for (const source of sources) {
    await cp(source, destination, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) })
  }
  for (const [stored, real] of Object.entries(RENAMED)) {
    await rename(join(destination, stored), join(destination, real))
  }
  const manifests = await readEach(sources, 'package.json')
  await writeManifest(destination, manifests.map((text) => JSON.parse(text)).reduce(merge))
  const readmes = await readEach(sources.toReversed(), 'README.md')
  await writeFile(join(destination, 'README.md'), readmes.join('\n'))
}

/** Changes a project's `package.json`. */
export async function editManifest(project: string, change: (manifest: Manifest) => void): Promise<void> {
  const manifest: Manifest = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'))
  change(manifest)
  await writeManifest(project, manifest)
}

async function writeManifest(project: string, { extends: _, ...manifest }: Record<string, unknown>) {
  await writeFile(join(project, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
}

async function readEach(folders: readonly string[], file: string): Promise<string[]> {
  const texts = folders.map((folder) => readFile(join(folder, file), 'utf8').catch(() => undefined))
  return (await Promise.all(texts)).filter((text) => text !== undefined)
}

/** The second's values win; objects become one. */
function merge(first: Record<string, unknown>, second: Record<string, unknown>): Record<string, unknown> {
  const result = { ...first }
  for (const [key, value] of Object.entries(second)) {
    const former = first[key]
    result[key] = isObject(former) && isObject(value) ? { ...former, ...value } : value
  }
  const dependencies = result['devDependencies']
  if (isObject(dependencies)) result['devDependencies'] = sorted(dependencies)
  return result
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(record).toSorted()
  return Object.fromEntries(names.map((name) => [name, record[name]]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
