import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LaunchError } from './launcher.ts'

const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs']

/**
 * The handler's path behind a `file:` image URL: the file itself, or the `main` of the folder's `package.json`.
 * @throws LaunchError which says what is missing
 */
export async function findHandler(imageUrl: string): Promise<string> {
  const path = pathOf(imageUrl)
  if (path === undefined)
    throw new LaunchError(`${imageUrl} is no file on this machine: expected file:///path/to/handler.ts`)
  const found = await stat(path).catch(() => undefined)
  if (!found)
    throw new LaunchError(`${path} does not exist: the image URL must name a handler's file or its folder`)
  if (!found.isDirectory()) return checkExtension(path)

  const manifest = join(path, 'package.json')
  const text = await readFile(manifest, 'utf8').catch(() => {
    throw new LaunchError(`${path} is a folder without a package.json: add one, or name the handler's file`)
  })
  const main = mainOf(text)
  if (main === undefined) throw new LaunchError(`${manifest} has no "main": set it to the handler's file`)
  const handler = join(path, main)
  if (!(await stat(handler).catch(() => undefined))?.isFile()) {
    throw new LaunchError(
      `${handler}, the "main" of ${manifest}, is no file: build the handler first, or mend "main"`,
    )
  }
  return checkExtension(handler)
}

/** Whether it is a URL of a file, as parsers of URLs read it: in any case, and without blanks. */
export function isFileUrl(imageUrl: string): boolean {
  return /^file:/i.test(imageUrl.replaceAll(/[\0- ]/g, ''))
}

/** The path of a `file:` URL; undefined for one of another machine, and for one that names no path. */
export function pathOf(imageUrl: string): string | undefined {
  try {
    const url = new URL(imageUrl)
    const path = url.host === '' ? fileURLToPath(url) : ''
    return path === '' || path.includes('\0') ? undefined : path
  } catch {
    return undefined
  }
}

function checkExtension(path: string): string {
  if (EXTENSIONS.includes(extname(path))) return path
  throw new LaunchError(`${path} is no handler: expected a file that ends in ${EXTENSIONS.join(', ')}`)
}

function mainOf(manifest: string): string | undefined {
  try {
    const { main } = JSON.parse(manifest)
    return typeof main === 'string' ? main : undefined
  } catch {
    return undefined
  }
}
