import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '../../contract/index.ts'
import type { Schemas } from '../check/check-project.ts'
import type { DockerTransition, ManualTransition, ProjectConfig, Value } from '../config/project-config.ts'
import { resolveDefinition } from '../definitions.ts'
import { KINDS, type Kind } from './kinds.ts'

/** Something that a project wants on the platform. */
export interface Wanted {
  kind: Kind
  /** `transitions/predict`: its place in the project. */
  key: string
  /** What it is called on the platform. */
  name: string
  /** What it is made of. What isn't in it stays as it is on the platform. */
  body: (idOf: (key: string) => string) => JsonObject
}

/** What a project needs besides its files. */
export interface Means {
  folder: string
  schemasOf: (handler: string) => Promise<Schemas>
  /** The image of a docker transition. */
  imageUrlOf: (name: string, transition: DockerTransition) => string
  /** A secret's data; asked only where it is written. @throws where a value is missing */
  secretOf: (name: string, variables: readonly string[]) => Record<string, string>
}

/** Pixels; the API asks how large the images are that a model reads. */
const SIZE = 768

/** All that a project wants, in the order in which it can be made. */
export async function wantedOf(project: ProjectConfig, means: Means): Promise<Wanted[]> {
  const wanted: Wanted[] = []
  const add = (
    key: string,
    { name, description }: { name?: string | undefined; description?: string | undefined },
    body: Wanted['body'],
  ) => {
    const [kind, own = ''] = key.split('/')
    const title = name ?? own
    wanted.push({
      kind: KINDS.find((one) => one === kind) ?? 'assets',
      key,
      name: title,
      body: (idOf) => ({ name: title, ...(description !== undefined && { description }), ...body(idOf) }),
    })
  }
  const textOf = (file: string) => readFile(join(means.folder, file))

  for (const [name, variables] of Object.entries(project.secrets ?? {}))
    add(`secrets/${name}`, {}, () => ({ data: means.secretOf(name, variables) }))
  for (const [name, config] of Object.entries(project.assets ?? {})) {
    const content = (await textOf(config.file)).toString('base64')
    add(`assets/${name}`, config, () => ({ content }))
  }
  for (const [name, config] of Object.entries(project.models ?? {})) {
    const { fieldConfig: given, width = SIZE, height = SIZE } = config
    const fieldConfig: unknown = typeof given === 'string' ? JSON.parse(String(await textOf(given))) : given
    add(`models/${name}`, config, () => ({ fieldConfig, width, height }))
  }
  for (const [name, config] of Object.entries(project.transitions)) {
    if (config.type === 'manual') {
      if (config.form !== undefined) {
        const { form } = config
        const content = typeof form === 'string' ? await textOf(form) : Buffer.from(JSON.stringify(form))
        const title = { name: `${project.name}: form of ${name}` }
        add(`forms/${name}`, title, () => ({ content: content.toString('base64') }))
      }
      add(`transitions/${name}`, config, (idOf) => manualBody(name, config, idOf))
      continue
    }
    const schemas = await means.schemasOf(join(means.folder, config.handler))
    const imageUrl = means.imageUrlOf(name, config)
    add(`transitions/${name}`, config, (idOf) => dockerBody(config, imageUrl, schemas, idOf))
  }
  for (const [name, config] of Object.entries(project.workflows ?? {})) {
    const definition: unknown = JSON.parse(String(await textOf(config.definition)))
    add(`workflows/${name}`, config, (idOf) => ({
      definition: resolveDefinition(definition, (transition) => idOf(`transitions/${transition}`)),
      ...(config.errorConfig && { errorConfig: config.errorConfig }),
    }))
  }
  return wanted.toSorted((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind))
}

function manualBody(
  name: string,
  { timeoutInSeconds, assets = {}, form }: ManualTransition,
  idOf: (key: string) => string,
): JsonObject {
  const views = Object.entries(assets).map(([view, asset]) => [view, idOf(`assets/${asset}`)])
  const all = [...views, ...(form === undefined ? [] : [['fieldConfig', idOf(`forms/${name}`)]])]
  return {
    transitionType: 'manual',
    ...(timeoutInSeconds !== undefined && { timeoutInSeconds }),
    ...(all.length > 0 && { assets: Object.fromEntries(all) as JsonObject }),
  }
}

function dockerBody(
  config: DockerTransition,
  imageUrl: string,
  { inputJsonSchema, outputJsonSchema }: Schemas,
  idOf: (key: string) => string,
): JsonObject {
  const { cpu, memory, timeoutInSeconds, environment, environmentSecrets, registrySecret } = config
  const valueOf = (value: Value) =>
    typeof value === 'string'
      ? value
      : idOf('model' in value ? `models/${value.model}` : `assets/${value.asset}`)
  return {
    transitionType: 'docker',
    imageUrl,
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...(timeoutInSeconds !== undefined && { timeoutInSeconds }),
    ...(environment && {
      environment: Object.fromEntries(
        Object.entries(environment).map(([variable, value]) => [variable, valueOf(value)]),
      ),
    }),
    ...(environmentSecrets && {
      environmentSecrets: environmentSecrets.map((one) => idOf(`secrets/${one}`)),
    }),
    ...(registrySecret !== undefined && { secretId: idOf(`secrets/${registrySecret}`) }),
    ...(inputJsonSchema && { inputJsonSchema }),
    ...(outputJsonSchema && { outputJsonSchema }),
  }
}
