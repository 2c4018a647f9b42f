/** What `transition.config.ts` imports. It loads no more than it needs to say `model('invoice')`. */
import type { ProjectOf } from '../../project/config/define-project.ts'
import type { TransitionConfig } from '../../project/config/transition-config.ts'

export type { ProjectOf } from '../../project/config/define-project.ts'
export { asset, model, type AssetReference, type ModelReference } from '../../project/config/references.ts'
export type { DockerConfig, ManualConfig, TransitionConfig } from '../../project/config/transition-config.ts'

/**
 * Declares how a transition is run and deployed: `export default defineConfig({ name, image, … })`. It returns its
 * argument; what it adds is types.
 */
export function defineConfig(config: TransitionConfig): TransitionConfig
/**
 * Declares a project: its transitions, models, assets, secrets and workflows, each under a name by which the others mean it.
 */
export function defineConfig<
  const Transition extends string,
  const Model extends string = never,
  const Asset extends string = never,
  const Secret extends string = never,
  const Workflow extends string = never,
>(
  config: ProjectOf<Model, Asset, Secret, Transition, Workflow>,
): ProjectOf<Model, Asset, Secret, Transition, Workflow>
export function defineConfig(config: object): object {
  return config
}
