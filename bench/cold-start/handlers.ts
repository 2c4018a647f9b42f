import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleHandler } from '../../cli/build/bundle.ts'
import { runtime, type Program } from './contenders.ts'

const validated = fileURLToPath(new URL('validated.mjs', import.meta.url))

/**
 * The runtime with one handler, which validates with zod: as it is installed, and bundled as `transition build` does it.
 * @param folder for the bundle
 */
export async function bundledAndNot(folder: string): Promise<Program[]> {
  const bundle = join(folder, 'validated.mjs')
  await bundleHandler(validated, bundle)
  return [
    { ...runtime, name: 'node_modules', env: { TRANSITION_HANDLER: validated } },
    { ...runtime, name: 'bundled', env: { TRANSITION_HANDLER: bundle } },
  ]
}
