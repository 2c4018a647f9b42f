import type { CompletedConfig, Routes, Workflow } from '../../contract/index.ts'
import { newId } from '../new-id.ts'
import type { Operations, Services } from '../operations.ts'
import type { WorkflowRow } from '../store/tables.ts'
import { checkDefinition } from './definition.ts'
import { created, updated } from './audit.ts'
import { allRows, rowsOf } from './rows.ts'

/** What the API answers for a workflow that starts no container at an execution's end. */
const NO_COMPLETED_CONFIG: CompletedConfig = { imageUrl: '' }

export function workflowOperations({
  store,
  clock,
  quotas,
  workflowExecutions,
}: Services): Omit<Operations<Routes['workflows']>, 'executions'> {
  const workflows = rowsOf(store, 'workflows')
  const secrets = rowsOf(store, 'secrets')

  async function shown({ specification: _, ...workflow }: WorkflowRow): Promise<Workflow> {
    const { workflowId } = workflow
    const running = await store.count('workflowExecutions', { workflowId, status: 'running' })
    return { ...workflow, numberOfRunningExecutions: running }
  }

  async function refuseUnknownSecrets({ environmentSecrets = [], secretId }: Partial<CompletedConfig> = {}) {
    for (const id of [...environmentSecrets, ...(secretId ? [secretId] : [])]) await secrets.get(id)
  }

  return {
    list: async ({ query }) => {
      const { rows, nextToken } = await workflows.page(query)
      return { workflows: await Promise.all(rows.map(shown)), nextToken }
    },

    create: async ({ body, caller }) => {
      await checkDefinition(store, body.specification.definition)
      await refuseUnknownSecrets(body.completedConfig)
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
      await refuseUnknownSecrets(body.completedConfig)
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
