import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a project can start from: a folder of this package, and the layers that it shares with others. */
export interface Template {
  name: string
  /** Path of its folder. */
  folder: string
  /** Paths of the folders that it builds upon, the lowest first: what its `package.json` names in `extends`. */
  layers: string[]
  /** Its `package.json`'s description. */
  description: string
}

/** This package's root, seen from its source and from its build. */
const root = fileURLToPath(new URL('../', import.meta.url))

/** The templates, in the order of their names: the folders of this package that have a `package.json`. */
export async function listTemplates(): Promise<Template[]> {
  const entries = await readdir(root, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const templates = await Promise.all(names.toSorted().map(readTemplate))
  return templates.filter((template) => template !== undefined)
}

async function readTemplate(name: string): Promise<Template | undefined> {
  const folder = join(root, name)
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const manifest = JSON.parse(text) as { description: string; extends: string[] }
  const layers = manifest.extends.map((layer) => join(root, 'layers', layer))
  return { name, folder, layers, description: manifest.description }
}
