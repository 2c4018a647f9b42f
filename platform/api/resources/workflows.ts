import type { CompletedConfig, Routes, Workflow } from '../../../contract/index.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import type { WorkflowRow } from '../../store/tables.ts'
import { checkDefinition } from './definition.ts'
import { created, updated } from './audit.ts'
import { allRows } from '../../store/all-rows.ts'
import { launchCheck } from './launch-check.ts'
import { rowsOf } from './rows.ts'

/** What the API answers for a workflow that starts no container at an execution's end. */
const NO_COMPLETED_CONFIG: CompletedConfig = { imageUrl: '' }

/** Answers the operations on workflows, but for their executions. */
export function workflowOperations(services: Services): Omit<Operations<Routes['workflows']>, 'executions'> {
  const { store, clock, quotas, workflowExecutions } = services
  const check = launchCheck(services)
  const workflows = rowsOf(store, 'workflows')
  const secrets = rowsOf(store, 'secrets')

  async function shown({ specification: _, ...workflow }: WorkflowRow): Promise<Workflow> {
    const { workflowId } = workflow
    const running = await store.count('workflowExecutions', { workflowId, status: 'running' })
    return { ...workflow, numberOfRunningExecutions: running }
  }

  /** @throws Problem 404 for a secret that isn't there, 400 for a container that this platform will not start */
  async function checkCompletedConfig(config: CompletedConfig | undefined) {
    if (!config) return
    const { environmentSecrets = [], secretId } = config
    for (const id of [...environmentSecrets, ...(secretId ? [secretId] : [])]) await secrets.get(id)
    await check.container(config, 'body.completedConfig')
  }

  return {
    list: async ({ query }) => {
      const { rows, nextToken } = await workflows.page(query)
      return { workflows: await Promise.all(rows.map(shown)), nextToken }
    },

    create: async ({ body, caller }) => {
      await checkDefinition(store, body.specification.definition)
      await checkCompletedConfig(body.completedConfig)
      const workflow = {
        workflowId: newId('workflow'),
        name: null,
        description: null,
        completedConfig: NO_COMPLETED_CONFIG,
        errorConfig: {},
        ...body,
        ...created(caller, clock),
      }
      await quotas.spend('workflows', () => store.insert('workflows', workflow))
      return shown(workflow)
    },

    get: async ({ params: { workflowId } }) => shown(await workflows.get(workflowId)),

    update: async ({ params: { workflowId }, body, caller }) => {
      await checkCompletedConfig(body.completedConfig)
      const change = (row: WorkflowRow) => ({ ...row, ...body, ...updated(caller, clock) })
      return shown(await workflows.change(workflowId, change))
    },

    delete: async ({ params: { workflowId }, caller }) => {
      const workflow = await workflows.remove(workflowId)
      for await (const execution of allRows(store, 'workflowExecutions', {
        workflowId,
        status: ['running', 'retry'],
      }))
        await workflowExecutions.stop(execution.executionId, caller.id, workflow)
      return shown(workflow)
    },
  }
}
