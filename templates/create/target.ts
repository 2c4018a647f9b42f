import { readdirSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, resolve } from 'node:path'

/** What npm takes as the name of a new package, but for scopes: a folder has none. */
const PACKAGE_NAME = /^[a-z0-9][a-z0-9._~-]{0,213}$/
const TAKEN = new Set(['node_modules', 'favicon.ico'])

/** The project's name: its folder's. */
export function nameOf(folder: string): string {
  return basename(resolve(folder))
}

/** Why no project can be made there, in words; undefined if one can. */
export function problemWith(folder: string): string | undefined {
  const name = nameOf(folder)
  if (!PACKAGE_NAME.test(name))
    return `"${name}" can't be a package's name: use a-z, 0-9 and - . _ ~, a letter or digit first`
  if (TAKEN.has(name) || isBuiltin(name)) return `"${name}" is a name of Node's or npm's own: take another`
  return problemWithContent(folder)
}

function problemWithContent(folder: string): string | undefined {
  try {
    // A repository that was just made or cloned has nothing else in it.
    const isEmpty = readdirSync(folder).every((entry) => entry === '.git')
    return isEmpty ? undefined : `${folder} is not empty: name another folder, or empty it first`
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return undefined
    if (code === 'ENOTDIR') return `${folder} is in the way: it, or what it would be in, is no folder`
    return `${folder} can't be read: ${error instanceof Error ? error.message : String(error)}`
  }
}
