import { WorkflowExecutionStatus } from '../../../contract/index.ts'
import type { WorkflowExecutionRow, WorkflowRow } from '../../store/tables.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { empty, pager } from '../html/pieces.ts'
import { executionTable, executionTabs, filterForm } from './execution-table.ts'
import { workflowName } from './workflows.ts'

/** The page of all executions of workflows. */
export function workflowExecutionsPage(page: {
  rows: WorkflowExecutionRow[]
  nextToken: string | null
  workflows: WorkflowRow[]
  query: URLSearchParams
  now: number
}): Html {
  const { rows, nextToken, workflows, query, now } = page
  const names = new Map(workflows.map((workflow) => [String(workflow.workflowId), workflowName(workflow)]))
  const lines = rows.map(({ executionId, workflowId, status, startTime, endTime }) => ({
    path: `/workflow-executions/${executionId}`,
    id: executionId,
    name: names.get(workflowId) ?? 'a deleted workflow',
    status,
    startTime,
    endTime,
  }))
  const isFiltered = query.has('status') || query.has('workflow')
  const filter = filterForm({
    path: '/workflow-executions',
    query,
    statuses: WorkflowExecutionStatus.options,
    of: { name: 'workflow', options: Array.from(names, ([id, label]) => ({ id, label })) },
  })
  return html`<div class="head">
      <h1>Executions</h1>
      ${executionTabs('workflows')}
    </div>
    ${rows.length === 0 && !isFiltered && !query.has('after') ? nothing : filter}
    ${rows.length > 0 ? executionTable(lines, now, 'executions') : noExecutions(isFiltered)}
    ${pager('/workflow-executions', query, nextToken)}`
}

function noExecutions(isFiltered: boolean): Html {
  return html`<div id="executions" data-live>
    ${
      isFiltered
        ? empty('None like that', html`<p><a href="/workflow-executions">Show all executions</a></p>`)
        : empty(
            'No execution yet',
            html`<p>
              An execution is one way through a workflow. Start one under <a href="/workflows">Workflows</a>.
            </p>`,
          )
    }
  </div>`
}
