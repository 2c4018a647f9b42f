import { messageOf } from '../../contract/index.ts'
import { UsageError } from '../usage-error.ts'

/** CommonJS modules in a bundle call `require`, which ES modules don't have. */
const REQUIRE =
  "import { createRequire as $$createRequire } from 'node:module'; const require = $$createRequire(import.meta.url);"

/**
 * Bundles a handler and all its imports to one file: it loads faster, and the image needs no node_modules.
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
What can't be bundled, such as native modules, needs a Dockerfile: transition docs image has one`,
    )
  }
}
