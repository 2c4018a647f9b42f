import * as z from 'zod/mini'
import { ErrorConfig, FieldConfig, JsonObject } from '../../contract/index.ts'
import { DockerConfig, ManualConfig } from './transition-config.ts'

/** A name in the project, by which its other parts mean it. */
const Name = z
  .string()
  .check(z.regex(/^[A-Za-z][\w-]{0,79}$/, 'Expected a letter, then letters, digits, dashes, at most 80'))
/** A path, relative to the configuration's folder. */
const File = z.string().check(z.minLength(1))
/** What it is called on the platform. Default: its name in the project. */
const title = { name: z.optional(z.string().check(z.minLength(1), z.maxLength(4096))) }
const naming = { ...title, description: z.optional(z.string().check(z.maxLength(4096))) }

/** A text, or the id of something in the project. */
const Value = z.union(
  [z.string(), z.strictObject({ model: z.string() }), z.strictObject({ asset: z.string() })],
  "Expected a string, model('name') or asset('name')",
)
/** The value of a variable. */
export type Value = z.infer<typeof Value>
const Names = z.array(Name)
const Environment = z.record(z.string(), Value)

/** What a model reads. */
const ModelConfig = z.strictObject({
  ...naming,
  /** The fields, or the path of a JSON file with them. */
  fieldConfig: z.union([FieldConfig, File], 'Expected a fieldConfig, or the path of a JSON file'),
  /** Of the images that it reads, in pixels. Default 768. */
  width: z.optional(z.int().check(z.gte(97), z.lte(1921))),
  height: z.optional(z.int().check(z.gte(97), z.lte(1921))),
})
/** A parsed ModelConfig. */
export type ModelConfig = z.infer<typeof ModelConfig>

/** A file that the platform keeps, such as a person's view. */
const AssetConfig = z.strictObject({ ...naming, file: File })

/** A secret: what its keys are called. Their values are the variables of the same names of whoever deploys. */
const SecretConfig = z
  .array(z.string().check(z.regex(/^[A-Za-z_]\w*$/, 'Expected the name of a variable')))
  .check(z.minLength(1))

const { dev: _docker, ...docker } = DockerConfig.shape
const { dev: _manual, ...manual } = ManualConfig.shape

/** A container does the step. */
const DockerTransition = z.strictObject({
  ...docker,
  ...naming,
  handler: File,
  environment: z.optional(Environment),
  /** Secrets of the project whose every key becomes a variable. */
  environmentSecrets: z.optional(Names),
  registrySecret: z.optional(Name),
})
/** A parsed DockerTransition. */
export type DockerTransition = z.infer<typeof DockerTransition>

/** A person does the step, or a program such as `transition work`. */
const ManualTransition = z.strictObject({
  ...manual,
  ...naming,
  /** What a person fills in: the fields, or the path of a JSON file with them. It is the asset `fieldConfig`. */
  form: z.optional(z.union([JsonObject, File], 'Expected the fields of a form, or the path of a JSON file')),
  /** Assets of the project by what the person's view calls them. */
  assets: z.optional(z.record(z.string(), Name)),
})
/** A parsed ManualTransition. */
export type ManualTransition = z.infer<typeof ManualTransition>

const Transition = z.discriminatedUnion('type', [DockerTransition, ManualTransition])

/** A workflow: its definition is a file in Amazon States Language, whose Resources are names of the project's transitions. */
const WorkflowConfig = z.strictObject({
  ...naming,
  definition: File,
  /** Whom an error is mailed to, and whether a failed step waits to be moved on by hand. */
  errorConfig: z.optional(ErrorConfig),
})
/** A parsed WorkflowConfig. */
export type WorkflowConfig = z.infer<typeof WorkflowConfig>

/** What is different in one environment. Variables are added to the transition's own; other fields take their place. */
const ProfileConfig = z.strictObject({
  registry: z.optional(z.string()),
  transitions: z.optional(
    z.record(
      Name,
      z.strictObject({
        environment: z.optional(Environment),
        image: docker.image,
        memory: docker.memory,
        timeoutInSeconds: docker.timeoutInSeconds,
      }),
    ),
  ),
  workflows: z.optional(z.record(Name, z.strictObject({ errorConfig: z.optional(ErrorConfig) }))),
})
/** A parsed ProfileConfig. */
export type ProfileConfig = z.infer<typeof ProfileConfig>

/** All that the `transition.config.ts` of a project may say. */
export const ProjectConfig = z.strictObject({
  /** What it is called: `transition deploy` keeps under this name what it has made on a platform. */
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  /** Where images are pushed: `registry.example.com/team`; each transition's is `…/NAME:latest`. */
  registry: z.optional(z.string().check(z.minLength(1))),
  models: z.optional(z.record(Name, ModelConfig)),
  assets: z.optional(z.record(Name, AssetConfig)),
  secrets: z.optional(z.record(Name, SecretConfig)),
  transitions: z.record(Name, Transition),
  workflows: z.optional(z.record(Name, WorkflowConfig)),
  profiles: z.optional(z.record(z.string(), ProfileConfig)),
})
export type ProjectConfig = z.infer<typeof ProjectConfig>

/** Whether a configuration is a project's, and not that of a single transition. */
export function isProject(config: object): boolean {
  return 'transitions' in config || 'workflows' in config
}
