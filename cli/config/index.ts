/** What `transition.config.ts` imports. It loads nothing. */
import type { TransitionConfig } from './schema.ts'

export type { DockerConfig, ManualConfig, TransitionConfig } from './schema.ts'

/**
 * Declares how a transition is run and deployed: `export default defineConfig({ name, image, … })`. It returns its
 * argument; what it adds is types.
 */
export function defineConfig(config: TransitionConfig): TransitionConfig {
  return config
}
