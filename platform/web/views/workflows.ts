import type { WorkflowRow } from '../../store/tables.ts'
import { drawWorkflow } from '../graph/draw.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { json } from '../html/json.ts'
import { card, empty, idLabel, shortId, time } from '../html/pieces.ts'

/** A workflow, and how many of its executions run. */
export interface WorkflowLine {
  workflow: WorkflowRow
  running: number
}

/** What a workflow is called. */
export function workflowName({ name, workflowId }: Pick<WorkflowRow, 'name' | 'workflowId'>): string {
  return name ?? `workflow ${shortId(workflowId)}`
}

/** The page of all workflows. */
export function workflowsPage(lines: WorkflowLine[]): Html {
  if (lines.length === 0) {
    return html`<div class="head"><h1>Workflows</h1></div>
      ${empty(
        'No workflow yet',
        html`<p>
            A workflow leads from transition to transition. <code>POST /v1/workflows</code> creates one, and
          </p>
          <pre tabindex="0"><code>npm run example:invoice</code></pre>
          <p>in a clone of docker-transition runs one with invoices.</p>`,
      )}`
  }
  return html`<div class="head"><h1>Workflows</h1></div>
    <table class="list" id="workflows" data-live>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" class="number">Running</th>
          <th scope="col">Created</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ workflow, running }) =>
            html`<tr>
              <td class="what">
                <a href="/workflows/${workflow.workflowId}"
                  >${workflowName(workflow)}
                  <span class="muted mono">${shortId(workflow.workflowId)}</span></a
                >
                ${workflow.description === null ? nothing : html`<span class="message">${workflow.description}</span>`}
              </td>
              <td class="number">${running}</td>
              <td>${time(workflow.createdTime)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
}

/** The page of one workflow. */
export function workflowPage({ workflow, running }: WorkflowLine, nameOf: (id: string) => string): Html {
  const { workflowId, description, specification, errorConfig, completedConfig } = workflow
  return html`<div class="crumbs"><a href="/workflows">Workflows</a></div>
    <div class="head">
      <h1>${workflowName(workflow)}</h1>
      <p class="facts">${idLabel(workflowId)} <span>${running} running</span></p>
      ${description === null ? nothing : html`<p>${description}</p>`}
      <div class="actions">
        <a class="button primary" href="/workflows/${workflowId}/run">Run</a>
        <a class="button" href="/workflow-executions?workflow=${workflowId}">Its executions</a>
      </div>
    </div>
    ${card('States', drawWorkflow(specification.definition, { nameOf }), { id: 'states' })}
    ${card('Definition', json({ definition: specification.definition, errorConfig, completedConfig }), { id: 'definition' })}`
}
