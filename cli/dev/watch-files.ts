import { statSync, watch, type FSWatcher } from 'node:fs'
import { basename, dirname } from 'node:path'

/** Editors write a file in several steps: changes within this many milliseconds count as one. */
const QUIET_MS = 25

/** A file that is still missing after this time, in milliseconds, was not being replaced. */
const GONE_MS = 500

/** Reports changes of files. */
export interface FileWatch extends Disposable {
  /** The files to watch from now on. */
  set(files: readonly string[]): void
}

/**
 * Watches files through their folders: editors replace a file when they save it, which would end a watch of the file itself.
 * @param onChange called with the changed files once no more changes follow
 */
export function watchFiles(onChange: (files: string[]) => void): FileWatch {
  const folders = new Map<string, FSWatcher>()
  /** By path: when it was written last. */
  const seen = new Map<string, number | undefined>()
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  function check(folder: string, name: string | null): void {
    for (const file of seen.keys()) {
      if (dirname(file) !== folder || (name !== null && basename(file) !== name)) continue
      const written = writtenAt(file)
      if (written === seen.get(file)) continue
      seen.set(file, written)
      // A file that is missing may be being replaced.
      if (written === undefined) setTimeout(() => reportGone(file), GONE_MS).unref()
      else changed.add(file)
    }
    report()
  }

  function reportGone(file: string): void {
    if (!seen.has(file) || writtenAt(file) !== undefined) return
    changed.add(file)
    report()
  }

  function report(): void {
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
        const watcher = watch(folder, (_event, name) => check(folder, name))
        // The folder was removed: no more changes can come.
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
