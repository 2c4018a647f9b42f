import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkTransition, loadTransition, type LoadedTransition } from '../runtime/handler/load.ts'

let loads = 0

/** How each run gets its transition: a module is loaded anew, so that no run finds what another left in it. */
export function transitionLoader(transition: unknown): () => Promise<LoadedTransition> {
  if (typeof transition === 'string' || transition instanceof URL) {
    const path = pathOf(transition)
    return () => loadTransition(path, `?run=${(loads += 1)}`)
  }
  const checked = checkTransition(transition, 'What harness() was given', 'transition')
  return () => Promise.resolve(checked)
}

/** The path of a transition that is to run in a process of its own. */
export function modulePath(transition: unknown): string {
  if (typeof transition === 'string' || transition instanceof URL) return pathOf(transition)
  throw new TypeError(
    "A transition runs in a process of its own (isolation: 'process') by its module: give harness() its path, or new URL('handler.ts', import.meta.url)",
  )
}

/** @throws TypeError for a URL of anything but a file */
function pathOf(transition: string | URL): string {
  if (String(transition).startsWith('file:')) return fileURLToPath(transition)
  if (typeof transition === 'string') return resolve(transition)
  throw new TypeError(`${transition.href} is no transition: expected a path or a file: URL`)
}
