import type { ErrorConfig } from '../../contract/index.ts'
import type * as z from 'zod/mini'
import type {
  DockerTransition,
  ManualTransition,
  ModelConfig,
  ProfileConfig,
  WorkflowConfig,
} from './project-config.ts'
import type { AssetReference, ModelReference } from './references.ts'

type Environment<Model extends string, Asset extends string> = Record<
  string,
  string | ModelReference<Model> | AssetReference<Asset>
>

type TransitionOf<Model extends string, Asset extends string, Secret extends string> =
  | (Omit<DockerTransition, 'environment' | 'environmentSecrets' | 'registrySecret'> & {
      environment?: Environment<Model, Asset>
      environmentSecrets?: Secret[]
      registrySecret?: Secret
    })
  | (Omit<ManualTransition, 'assets'> & { assets?: Record<string, Asset> })

interface ProfileOf<
  Model extends string,
  Asset extends string,
  Transition extends string,
  Workflow extends string,
> extends Pick<ProfileConfig, 'registry'> {
  transitions?: Partial<
    Record<
      Transition,
      Pick<DockerTransition, 'image' | 'memory' | 'timeoutInSeconds'> & {
        environment?: Environment<Model, Asset>
      }
    >
  >
  workflows?: Partial<Record<Workflow, { errorConfig?: z.infer<typeof ErrorConfig> }>>
}

/** A project's configuration, which knows its own names: one that isn't there is a type error. */
export interface ProjectOf<
  Model extends string,
  Asset extends string,
  Secret extends string,
  Transition extends string,
  Workflow extends string,
> {
  name: string
  registry?: string
  models?: Record<Model, ModelConfig>
  assets?: Record<Asset, { name?: string; description?: string; file: string }>
  secrets?: Record<Secret, readonly string[]>
  transitions: Record<Transition, TransitionOf<NoInfer<Model>, NoInfer<Asset>, NoInfer<Secret>>>
  workflows?: Record<Workflow, WorkflowConfig>
  profiles?: Record<string, ProfileOf<NoInfer<Model>, NoInfer<Asset>, NoInfer<Transition>, NoInfer<Workflow>>>
}
