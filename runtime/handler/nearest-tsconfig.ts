import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The `tsconfig.json` in a file's folder, or in the nearest folder above it; undefined where there is none. */
export function nearestTsconfig(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = join(folder, 'tsconfig.json')
    if (existsSync(found)) return found
    if (dirname(folder) === folder) return undefined
  }
}
