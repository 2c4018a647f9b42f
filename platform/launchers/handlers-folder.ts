import { realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { findHandler, pathOf } from './find-handler.ts'
import { LaunchError } from './launcher.ts'
import { codeOf } from '../../contract/message-of.ts'

/** The places that handlers of `file:` URLs may lie in. */
export interface HandlersFolder {
  /** Why a URL's handler may not run, in words; undefined if it may. What is outside is told from nothing else. */
  refusal(imageUrl: string): Promise<string | undefined>
  /**
   * The real path of the handler behind a URL. Run that path, and no other: links may change.
   * @throws LaunchError
   */
  find(imageUrl: string): Promise<string>
}

/** @param allowed folders or files; none means that no handler may run */
export function handlersFolder(allowed: readonly string[]): HandlersFolder {
  async function isAllowed(path: string): Promise<boolean> {
    for (const place of allowed) {
      const root = await realpath(resolve(place)).catch(() => undefined)
      if (root !== undefined && isInside(path, root)) return true
    }
    return false
  }

  async function refusal(imageUrl: string): Promise<string | undefined> {
    if (allowed.length === 0)
      return `${imageUrl} is a handler's file: this platform starts none. Name the folder that they lie in: --handlers of transition platform, which must listen on loopback`
    const path = pathOf(imageUrl)
    const real = path === undefined ? undefined : await realPathOf(path)
    if (real !== undefined && (await isAllowed(real))) return undefined
    return `${imageUrl} lies outside the folder of this platform's handlers, or in node_modules`
  }

  return {
    refusal,
    async find(imageUrl) {
      const reason = await refusal(imageUrl)
      if (reason !== undefined) throw new LaunchError(reason)
      const real = await realpath(await findHandler(imageUrl)).catch(() => undefined)
      // A folder's `main`, and a link that is new, may lead elsewhere.
      if (real === undefined || !(await isAllowed(real)))
        throw new LaunchError(`${imageUrl} leads outside the folder of this platform's handlers`)
      return real
    },
  }
}

/** The real path, also of what does not exist yet: that of its nearest folder, and the rest. */
async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path)
  } catch (error) {
    const code = codeOf(error)
    if (code !== 'ENOENT' || dirname(path) === path) return undefined
    const folder = await realPathOf(dirname(path))
    return folder === undefined ? undefined : join(folder, basename(path))
  }
}

/** Installed packages are no handlers: to load one may do anything. */
function isInside(path: string, root: string): boolean {
  const rest = relative(root, path)
  if (isAbsolute(rest)) return false
  const names = rest.split(sep)
  return names[0] !== '..' && !names.includes('node_modules')
}
