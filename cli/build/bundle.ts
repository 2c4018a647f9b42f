import { messageOf } from '../../contract/index.ts'
import { UsageError } from '../usage-error.ts'

/** What CommonJS modules in a bundle call, which ES modules don't have. */
const REQUIRE =
  "import { createRequire as $$createRequire } from 'node:module'; const require = $$createRequire(import.meta.url);"

/**
 * Bundles a handler and all that it imports to one file: that loads faster than many, and no node_modules has to go along.
 * @throws UsageError with the bundler's words
 */
export async function bundleHandler(handler: string, outfile: string): Promise<void> {
  const { build } = await import('esbuild')
  try {
    await build({
      entryPoints: [handler],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node22.18',
      banner: { js: REQUIRE },
      legalComments: 'none',
      logLevel: 'silent',
    })
  } catch (error) {
    throw new UsageError(
      `${handler} could not be bundled: ${messageOf(error)}
What can't be bundled, such as native modules, needs a Dockerfile: docs/image.md has one`,
    )
  }
}
