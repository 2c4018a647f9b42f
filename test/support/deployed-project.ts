import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '../../client/index.ts'
import type { ProjectConfig } from '../../project/config/project-config.ts'
import { applyProjectPlan } from '../../project/deploy/apply.ts'
import { apis, KINDS } from '../../project/deploy/kinds.ts'
import { makeProjectPlan } from '../../project/deploy/plan.ts'
import { openRecord } from '../../project/deploy/record.ts'
import { wantedOf } from '../../project/deploy/wanted.ts'
import { openPlatform } from './embedded-platform.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A project with all kinds of things in it. */
export const project: ProjectConfig = {
  name: 'invoices',
  secrets: { erp: ['ERP_KEY'] },
  assets: { view: { file: 'view.js' } },
  models: { invoice: { fieldConfig: { total: { type: 'amount', maxLength: 20 } } } },
  transitions: {
    predict: { handler: 'predict.ts', environment: { MODEL_ID: { model: 'invoice' } } },
    review: { type: 'manual', form: { total: { type: 'amount' } }, assets: { jsRemoteComponent: 'view' } },
    export: { handler: 'export.ts', environmentSecrets: ['erp'], memory: 512, description: 'Books it' },
  },
  workflows: { invoices: { definition: 'invoices.asl.json', errorConfig: { manualRetry: true } } },
}

const definition = (last = 'export') => ({
  StartAt: 'Predict',
  States: {
    Predict: { Type: 'Task', Resource: 'predict', Next: 'Review' },
    Review: { Type: 'Task', Resource: 'review', Next: 'Export' },
    Export: { Type: 'Task', Resource: last, End: true },
  },
})

/** A platform in this process, and the project's files. */
export async function openDeployed() {
  const folder = await temporaryFolder()
  await writeFile(join(folder.path, 'view.js'), 'export default 1')
  await writeFile(join(folder.path, 'invoices.asl.json'), JSON.stringify(definition()))
  const platform = await openPlatform({
    launchers: [{ accepts: () => true, launch: async () => ({ code: 0, signal: null }) }],
  })
  const deploy = async (config = project, client: Client = platform.client) => {
    const plan = await planOf(client, config)
    // The command refuses what is foreign.
    if (plan.steps.some(({ isForeign }) => isForeign)) throw new Error('something is not ours')
    const ids = await applyProjectPlan(client, plan)
    return { plan, ids }
  }
  const planOf = async (client: Client, config = project) => {
    const wanted = await wantedOf(config, {
      folder: folder.path,
      schemasOf: async () => ({ inputJsonSchema: { type: 'object' } }),
      imageUrlOf: (name) => `registry.test/${name}:1`,
      secretOf: () => ({ ERP_KEY: 'very secret' }),
    })
    return makeProjectPlan(client, wanted, await openRecord(client, config.name))
  }
  return {
    ...platform,
    folder,
    deploy,
    plan: (config = project) => planOf(platform.client, config),
    /** All that is on the platform, by kind and name. */
    async all() {
      const lists = await Promise.all(KINDS.map(async (kind) => apis[kind].list(platform.client)))
      return lists.flatMap((list, index) => list.map(({ name }) => `${KINDS[index]}/${name}`)).toSorted()
    },
    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** What a plan does, but for what is unchanged. */
export const actionsOf = ({ steps }: { steps: { wanted: { key: string }; action: string }[] }) =>
  steps.filter(({ action }) => action !== 'unchanged').map(({ wanted, action }) => `${action} ${wanted.key}`)

/** All that the project makes. */
export const whole = [
  'assets/docker-transition project invoices',
  'assets/invoices: form of review',
  'assets/view',
  'models/invoice',
  'secrets/erp',
  'transitions/export',
  'transitions/predict',
  'transitions/review',
  'workflows/invoices',
]
