import * as z from 'zod/mini'
import { AssetId, DockerParameters, FieldConfig, JsonObject, Transition } from '../../contract/index.ts'

const parameters = DockerParameters.shape

/** Variables by name. */
const Variables = z.record(z.string(), z.string())

/** What `transition dev` starts with; each has a flag of the same name, which wins. */
const Dev = z.strictObject({
  /** The execution's input, or the path of a file with it. */
  input: z.optional(z.union([JsonObject, z.string()], 'Expected an object, or the path of a JSON file')),
  /** Path of a PDF, JPEG, PNG or TIFF to upload; the input gets its documentId. */
  document: z.optional(z.string()),
  /** The model's fieldConfig, or the path of a file with it. Default: an invoice's fields. */
  model: z.optional(z.union([FieldConfig, z.string()], 'Expected a fieldConfig, or the path of a JSON file')),
  /** Variables on top of `environment`, for this machine only. */
  environment: z.optional(Variables),
})

const common = {
  /** What the transition is called on the platform; `transition deploy` finds it by this name. */
  name: z.string().check(z.minLength(1), z.maxLength(4096)),
  description: z.optional(z.string().check(z.maxLength(4096))),
  /** Path of the handler's file, relative to this one. Default: the `main` of the package.json beside this file. */
  handler: z.optional(z.string().check(z.minLength(1))),
  /** Seconds that an execution may take, 60 to 1800. Default: the platform's, 300. */
  timeoutInSeconds: z.optional(Transition.shape.timeoutInSeconds),
  dev: z.optional(Dev),
}

/** A secret that `transition deploy` makes where the platform has none of its name. */
const NewSecret = z.strictObject({
  name: z.string().check(z.minLength(1)),
  /**
   * The names of its keys. Their values are those of the same variables of whoever deploys; what is missing of
   * `LAS_*` is taken from the profile's credentials.
   */
  variables: z
    .array(z.string().check(z.regex(/^[A-Za-z_]\w*$/, 'Expected the name of a variable')))
    .check(z.minLength(1)),
})

/** A container does the step. */
export const DockerConfig = z.strictObject({
  type: z.optional(z.literal('docker')),
  ...common,
  image: z.optional(
    z.strictObject({
      /** Where the image is pushed: `registry.example.com/team/my-transition`. */
      repository: z.string().check(z.minLength(1)),
      /** Default `latest`. A tag that stays the same lets `transition deploy` bring new code to a transition that exists. */
      tag: z.optional(
        z.string().check(z.regex(/^\w[\w.-]{0,127}$/, 'Expected letters, digits, dots, dashes, at most 128')),
      ),
    }),
  ),
  /** CPU units: 256 is a quarter of a core. */
  cpu: parameters.cpu,
  /** MiB: 512, 1024 or 2048. */
  memory: parameters.memory,
  /** The container's variables. */
  environment: z.optional(Variables),
  /** Secrets whose every key becomes a variable: by name, by id, or to be made. */
  environmentSecrets: z.optional(
    z.array(
      z.union(
        [z.string().check(z.minLength(1)), NewSecret],
        'Expected a name, an id, or { name, variables }',
      ),
    ),
  ),
  /** The secret with `username` and `password` of the image's registry, by name or id. */
  registrySecret: z.optional(z.string().check(z.minLength(1))),
})

/** A person does the step, or a program such as `transition work`. */
export const ManualConfig = z.strictObject({
  type: z.literal('manual'),
  ...common,
  /** Assets of the person's view by name; `jsRemoteComponent` is the view itself. */
  assets: z.optional(z.catchall(z.object({ jsRemoteComponent: z.optional(AssetId) }), AssetId)),
})

/** All that `transition.config.ts` may say. */
export const TransitionConfig = z.discriminatedUnion('type', [DockerConfig, ManualConfig])
export type TransitionConfig = z.infer<typeof TransitionConfig>
/** The configuration of a docker transition. */
export type DockerConfig = z.infer<typeof DockerConfig>
/** The configuration of a manual transition. */
export type ManualConfig = z.infer<typeof ManualConfig>
/** A secret that deploy creates: its variables, whose values are this machine's. */
export type NewSecret = z.infer<typeof NewSecret>
