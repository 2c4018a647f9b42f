import { resolve } from 'node:path'

/**
 * The handler's file and the author's files that it imports, without packages. Undefined while one of them can't be parsed or
 * found.
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
