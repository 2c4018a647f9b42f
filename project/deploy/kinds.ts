import type { Client } from '../../client/index.ts'
import type { JsonObject } from '../../contract/index.ts'
import { AssetId, ModelId, SecretId, TransitionId, WorkflowId } from '../../contract/index.ts'
import { assets } from '../../contract/assets.ts'
import { models } from '../../contract/models.ts'
import { secrets } from '../../contract/secrets.ts'
import { transitions } from '../../contract/transitions.ts'
import { workflows } from '../../contract/workflows.ts'

/** What a project makes on a platform, in the order in which it is made: each needs only what comes before. */
export const KINDS = ['secrets', 'assets', 'models', 'transitions', 'workflows'] as const
/** One of them. */
export type Kind = (typeof KINDS)[number]

/** Something on the platform. */
export interface Resource {
  id: string
  name: string
  /** ISO time; of two with the same name the older one counts. */
  createdTime: string
  /** What the API tells of it, by the names that `create` takes; what it doesn't tell is left out. */
  fields: JsonObject
}

/** How one kind of thing is made, changed, and removed. Bodies are checked by the contract. */
export interface KindApi {
  list(client: Client): Promise<Resource[]>
  /** As `list`, with what only GET tells. */
  complete(client: Client, resource: Resource): Promise<Resource>
  create(client: Client, body: JsonObject): Promise<string>
  update(client: Client, id: string, fields: JsonObject): Promise<unknown>
  remove(client: Client, id: string): Promise<unknown>
  /** What the API changes of none that exists. */
  fixed: readonly string[]
}

function resource(id: string, item: { name: string | null; createdTime: string | null }): Resource {
  return {
    id,
    name: item.name ?? '',
    createdTime: item.createdTime ?? '',
    fields: Object.fromEntries(Object.entries(item)),
  }
}

async function all<Item>(items: AsyncIterable<Item>, make: (item: Item) => Resource): Promise<Resource[]> {
  const found: Resource[] = []
  for await (const item of items) found.push(make(item))
  return found
}

const same = async (_: Client, one: Resource) => one

/** By kind. */
export const apis: Record<Kind, KindApi> = {
  secrets: {
    list: (client) => all(client.secrets.list({}), (one) => resource(one.secretId, one)),
    complete: same,
    create: async (client, body) => (await client.secrets.create(secrets.create.body.parse(body))).secretId,
    update: (client, id, fields) =>
      client.secrets.update(SecretId.parse(id), secrets.update.body.parse(fields)),
    remove: (client, id) => client.secrets.delete(SecretId.parse(id)),
    fixed: [],
  },
  assets: {
    list: (client) => all(client.assets.list({}), (one) => resource(one.assetId, one)),
    complete: async (client, { id }) => resource(id, await client.assets.get(AssetId.parse(id))),
    create: async (client, body) => (await client.assets.create(assets.create.body.parse(body))).assetId,
    update: (client, id, fields) => client.assets.update(AssetId.parse(id), assets.update.body.parse(fields)),
    remove: (client, id) => client.assets.delete(AssetId.parse(id)),
    fixed: [],
  },
  models: {
    list: (client) => all(client.models.list({}), (one) => resource(one.modelId, one)),
    complete: same,
    create: async (client, body) => (await client.models.create(models.create.body.parse(body))).modelId,
    update: (client, id, fields) => client.models.update(ModelId.parse(id), models.update.body.parse(fields)),
    remove: (client, id) => client.models.delete(ModelId.parse(id)),
    fixed: [],
  },
  transitions: {
    list: (client) =>
      all(client.transitions.list({}), (one) => {
        const { parameters, ...rest } = one
        return { ...resource(one.transitionId, one), fields: { ...rest, ...parameters } }
      }),
    complete: same,
    create: async (client, body) =>
      (await client.transitions.create(transitions.create.body.parse(withParameters(body)))).transitionId,
    update: (client, id, fields) =>
      client.transitions.update(TransitionId.parse(id), transitions.update.body.parse(fields)),
    remove: (client, id) => client.transitions.delete(TransitionId.parse(id)),
    fixed: ['transitionType', 'imageUrl', 'cpu', 'memory', 'timeoutInSeconds', 'secretId'],
  },
  workflows: {
    list: (client) => all(client.workflows.list({}), (one) => resource(one.workflowId, one)),
    complete: same,
    create: async (client, { definition, ...body }) => {
      const whole = workflows.create.body.parse({ ...body, specification: { definition } })
      return (await client.workflows.create(whole)).workflowId
    },
    update: (client, id, fields) =>
      client.workflows.update(WorkflowId.parse(id), workflows.update.body.parse(fields)),
    remove: (client, id) => client.workflows.delete(WorkflowId.parse(id)),
    fixed: ['definition'],
  },
}

const PARAMETERS = ['imageUrl', 'cpu', 'memory', 'environment', 'environmentSecrets', 'secretId', 'assets']

const isParameter = ([name]: [string, unknown]) => PARAMETERS.includes(name)

function withParameters(body: JsonObject): JsonObject {
  const entries = Object.entries(body)
  return {
    ...Object.fromEntries(entries.filter((entry) => !isParameter(entry))),
    parameters: Object.fromEntries(entries.filter(isParameter)),
  }
}
