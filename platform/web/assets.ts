import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** A file that the page is made of. */
export interface Asset {
  bytes: Uint8Array<ArrayBuffer>
  contentType: string
  /** Changes with its content. */
  version: string
}

const loaded = new Map<string, Asset>()

/** A file of `assets/`, read once. */
function load(name: string): Asset {
  const known = loaded.get(name)
  if (known) return known
  const bytes = new Uint8Array(readFileSync(new URL(`assets/${name}`, import.meta.url)))
  const asset = {
    bytes,
    contentType: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    version: createHash('sha256').update(bytes).digest('hex').slice(0, 12),
  }
  loaded.set(name, asset)
  return asset
}

/** Where a file is served: a browser may keep what it finds there for ever. */
export function assetUrl(name: AssetName): string {
  return `/assets/${load(name).version}/${name}`
}

const NAMES = ['events.js', 'icon.svg', 'login.js', 'page.js', 'style.css', 'work.js'] as const

/** A file of `assets/`. */
export type AssetName = (typeof NAMES)[number]

/** @returns undefined for a name that no file has */
export function findAsset(name: string): Asset | undefined {
  const found = NAMES.find((one) => one === name)
  return found && load(found)
}
