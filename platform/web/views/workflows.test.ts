import { expect, test } from 'vitest'
import type { Tables } from '../../store/tables.ts'
import { workflowPage } from './workflows.ts'

/** The page of a workflow whose only Task has this Catch. */
async function pageOf(name: string): Promise<string> {
  const Catch = [{ ErrorEquals: [name], Next: 'End' }]
  const Task = { Type: 'Task', Resource: `las:transition:${'1'.repeat(32)}`, Catch, Next: 'End' }
  const definition = { StartAt: 'Read', States: { Read: Task, End: { Type: 'Succeed' } } }
  const workflow: Tables['workflows'] = {
    workflowId: `las:workflow:${'1'.repeat(32)}`,
    name: 'invoices',
    description: null,
    specification: { language: 'ASL', version: '1.0.0', definition },
    errorConfig: {},
    completedConfig: { imageUrl: '', environment: {}, environmentSecrets: [] },
    createdBy: null,
    createdTime: null,
    updatedBy: null,
    updatedTime: null,
  }
  return (await workflowPage({ workflow, running: 0 }, () => 'read')).toString()
}

test('the page of a workflow warns of an error that no Task fails with', async () => {
  expect(await pageOf('NoTotal')).toContain('nothing here fails with NoTotal')
  expect(await pageOf('States.TaskFailed')).not.toContain('Warnings')
})
