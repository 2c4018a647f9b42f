import type { WorkflowRow } from '../../store/tables.ts'
import { warningsOf } from '../../workflows/language/warnings.ts'
import { drawWorkflow } from '../graph/draw.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { json } from '../html/json.ts'
import { card, idLabel, shortId } from '../html/pieces.ts'
import { namedListPage } from './named-list.ts'

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
  const hint = html`<p>
      A workflow leads from transition to transition. <code>POST /v1/workflows</code> creates one, and
    </p>
    <pre tabindex="0"><code>npm run example:invoice</code></pre>
    <p>in a clone of docker-transition runs one with invoices.</p>`
  return namedListPage(
    { title: 'Workflows', id: 'workflows', none: 'No workflow yet', hint },
    lines.map(({ workflow, running }) => ({
      id: workflow.workflowId,
      href: `/workflows/${workflow.workflowId}`,
      name: workflowName(workflow),
      description: workflow.description,
      running,
      createdTime: workflow.createdTime,
    })),
  )
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
    ${warningsCard(specification.definition)}
    ${card('States', drawWorkflow(specification.definition, { nameOf }), { id: 'states' })}
    ${card('Definition', json({ definition: specification.definition, errorConfig, completedConfig }), { id: 'definition' })}`
}

function warningsCard(definition: unknown): Html {
  const warnings = warningsOf(definition)
  if (warnings.length === 0) return nothing
  const list = html`<ul>
    ${warnings.map((warning) => html`<li>${warning}</li>`)}
  </ul>`
  return card('Warnings', list, { id: 'warnings' })
}
