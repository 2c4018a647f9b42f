import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findHandler } from '../../platform/launchers/find-handler.ts'
import { UsageError } from '../usage-error.ts'
import { messageOf } from '../../contract/index.ts'
import { bundleHandler } from './bundle.ts'

/** What an image is built of. */
export interface BuildContext extends AsyncDisposable {
  folder: string
  files: string[]
  /** Whether the Dockerfile is the author's own. */
  isOwn: boolean
  /** Whether it names the base image. */
  needsBase: boolean
}

const DOCKERFILE = `ARG BASE
FROM \${BASE}
COPY handler.js package.json /transition/
`

/** The author's own folder where it has a Dockerfile; otherwise the handler, bundled, and a Dockerfile of three lines. */
export async function openContext(path: string): Promise<BuildContext> {
  const absolute = resolve(path)
  const own = await readFile(join(absolute, 'Dockerfile'), 'utf8').catch(() => undefined)
  if (own !== undefined) {
    const entries = await readdir(absolute, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => relative(absolute, join(entry.parentPath, entry.name)))
    const needsBase = /\bdocker-transition\b/.test(own)
    return { folder: absolute, files, isOwn: true, needsBase, [Symbol.asyncDispose]: async () => {} }
  }

  const handler = await findHandler(pathToFileURL(absolute).href).catch((error: unknown) => {
    throw new UsageError(messageOf(error))
  })
  const folder = await mkdtemp(join(tmpdir(), 'transition-build-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await bundleHandler(handler, join(folder, 'handler.js'))
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n')
    await writeFile(join(folder, 'Dockerfile'), DOCKERFILE)
  } catch (error) {
    await remove()
    throw error
  }
  const files = ['Dockerfile', 'handler.js', 'package.json']
  return { folder, files, isOwn: false, needsBase: true, [Symbol.asyncDispose]: remove }
}

/** A tag for a handler that has none: its package's name, or its folder's. */
export async function defaultTag(path: string): Promise<string> {
  const absolute = resolve(path)
  const folder = extname(absolute) === '' ? absolute : dirname(absolute)
  const name = (await nameOf(join(folder, 'package.json'))) ?? basename(folder)
  const clean = name
    .replace(/^@.*\//, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return `${clean || 'transition'}:latest`
}

async function nameOf(manifest: string): Promise<string | undefined> {
  try {
    const { name } = JSON.parse(await readFile(manifest, 'utf8'))
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}
