import { statSync, watch, type FSWatcher } from 'node:fs'
import { basename, dirname } from 'node:path'

/** An editor writes a file in more than one step: changes that follow each other this fast, in milliseconds, are one. */
const QUIET_MS = 25

/** Tells of changes of files. */
export interface FileWatch extends Disposable {
  /** The files to watch from now on. */
  set(files: readonly string[]): void
}

/**
 * Watches files by their folders: editors that save replace a file, and a watch of the file itself would end with it.
 * @param onChange called with those that have changed, once they have come to rest
 */
export function watchFiles(onChange: (files: string[]) => void): FileWatch {
  const folders = new Map<string, FSWatcher>()
  /** By path: when it was written last. */
  const seen = new Map<string, number | undefined>()
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  function look(folder: string, name: string | null): void {
    for (const file of seen.keys()) {
      if (dirname(file) !== folder || (name !== null && basename(file) !== name)) continue
      const written = writtenAt(file)
      if (written === seen.get(file)) continue
      seen.set(file, written)
      // One that is gone is on its way: it is being replaced.
      if (written !== undefined) changed.add(file)
    }
    if (changed.size === 0) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      const files = [...changed]
      changed.clear()
      onChange(files)
    }, QUIET_MS)
  }

  return {
    set(files) {
      for (const file of seen.keys()) if (!files.includes(file)) seen.delete(file)
      for (const file of files) if (!seen.has(file)) seen.set(file, writtenAt(file))
      const wanted = new Set(files.map((file) => dirname(file)))
      for (const [folder, watcher] of folders) {
        if (wanted.has(folder)) continue
        watcher.close()
        folders.delete(folder)
      }
      for (const folder of wanted) {
        if (folders.has(folder)) continue
        const watcher = watch(folder, (_event, name) => look(folder, name))
        // A folder that is removed: nothing of it can change any more.
        watcher.on('error', () => undefined)
        folders.set(folder, watcher)
      }
    },
    [Symbol.dispose]() {
      clearTimeout(timer)
      for (const watcher of folders.values()) watcher.close()
    },
  }
}

/** Milliseconds since the epoch, with their fractions; undefined for a file that isn't there. */
function writtenAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs
}
