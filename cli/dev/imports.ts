import { resolve } from 'node:path'

/**
 * The author's own files that a handler is made of: itself, and what it imports, but for packages. Undefined while one
 * of them is broken.
 */
export async function ownFiles(handler: string): Promise<string[] | undefined> {
  const { build } = await import('esbuild')
  try {
    const { metafile } = await build({
      entryPoints: [handler],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'silent',
    })
    return Object.keys(metafile.inputs).map((path) => resolve(path))
  } catch {
    return undefined
  }
}
