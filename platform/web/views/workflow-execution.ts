import type { Transition } from '../../../contract/index.ts'
import type { DocumentRow, WorkflowExecutionRow, WorkflowRow } from '../../store/tables.ts'
import { drawWorkflow } from '../graph/draw.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { json } from '../html/json.ts'
import { action, badge, card, duration, idLabel, shortId, span, time } from '../html/pieces.ts'
import type { Progress, Step } from '../steps.ts'
import { documentsCard } from './documents.ts'
import { nameOf } from './execution-table.ts'
import { predictionTable } from './predictions.ts'
import { workflowName } from './workflows.ts'

/** All that is known of an execution of a workflow. */
export interface WorkflowExecutionDetails {
  row: WorkflowExecutionRow
  /** Undefined once it is deleted. */
  workflow: WorkflowRow | undefined
  progress: Progress
  /** Where the events begin of which `progress` is read, if there are earlier ones. */
  earlier?: number
  /** Of the workflow's tasks. */
  transitions: Transition[]
  documents: DocumentRow[]
  /** Executions of its steps that are queued for a person. */
  queued: ReadonlySet<string>
}

/** The page of one execution of a workflow. */
export function workflowExecutionPage(details: WorkflowExecutionDetails, now: number): Html {
  const { row, workflow, documents } = details
  const isOpen = row.endTime === null
  return html`<div class="crumbs"><a href="/workflow-executions">Executions of workflows</a></div>
    <div class="head" id="head" data-live>
      <h1>${workflow ? workflowName(workflow) : 'A deleted workflow'} ${badge(row.status)}</h1>
      <p class="facts">
        ${idLabel(row.executionId)}
        <span>started ${time(row.startTime)}</span>
        <span>${isOpen ? 'for' : 'took'} ${duration(row.startTime, row.endTime, now)}</span>
      </p>
      ${actions(details)}
    </div>
    ${outcome(details)}
    <div class="columns">
      <div>
        ${workflow ? graphCard(details, workflow) : nothing}
        ${card('Input', json(row.input), { id: 'input' })}
      </div>
      <div>
        ${card('Steps', steps(details, now), { id: 'steps', isLive: true })} ${documentsCard(documents)}
      </div>
    </div>`
}

function steps(details: WorkflowExecutionDetails, now: number): Html {
  const { progress, earlier, row } = details
  const list = stepList(progress.steps, details, now)
  if (earlier === undefined) return list
  return html`<p><a href="/workflow-executions/${row.executionId}?before=${earlier}">Earlier steps</a></p>
    ${list}`
}

function actions({
  row: { executionId, workflowId, status },
  workflow,
  transitions,
}: WorkflowExecutionDetails): Html {
  const path = `/workflow-executions/${executionId}`
  const stop = action(`${path}/stop`, 'Stop', {
    style: 'danger',
    question: 'Stop this workflow? It ends as failed, and what its steps do now is lost.',
  })
  if (status === 'running') return html`<div class="actions">${stop}</div>`
  if (status === 'retry')
    return html`<div class="actions">
      ${transitions.map((transition) =>
        action(`${path}/move-on`, `Try “${nameOf(transition)}”`, {
          fields: { nextTransitionId: transition.transitionId },
        }),
      )}
      ${stop}
    </div>`
  if (!workflow) return nothing
  return html`<div class="actions">
    ${action(`${path}/run-again`, 'Run again', { style: 'primary' })}
    <a class="button" href="/workflows/${workflowId}/run?like=${executionId}">Run with another input</a>
  </div>`
}

/** What it ended with, above all else; while it runs there is none. */
function outcome({ row: { status, output }, progress: { failure } }: WorkflowExecutionDetails): Html {
  const { predictions, ...rest } = output
  const table = predictionTable(predictions)
  return html`<div id="outcome" data-live>
    ${
      failure === undefined
        ? nothing
        : html`<div class="callout ${status}">
            <p class="error-message">${failure.error}${failure.cause === '' ? '' : `: ${failure.cause}`}</p>
          </div>`
    }
    ${status === 'succeeded' ? card('Output', html`${table} ${json(table === nothing ? output : rest)}`, { id: 'output' }) : nothing}
  </div>`
}

function graphCard({ progress, transitions }: WorkflowExecutionDetails, workflow: WorkflowRow): Html {
  const names = new Map(
    transitions.map((transition) => [String(transition.transitionId), nameOf(transition)]),
  )
  const drawing = { progress, nameOf: (id: string) => names.get(id) ?? shortId(id) }
  return card('States', drawWorkflow(workflow.specification.definition, drawing), {
    id: 'states',
    isLive: true,
  })
}

const STYLES = {
  running: 'running',
  succeeded: 'good',
  failed: 'bad',
  caught: 'warning',
  held: 'warning',
} as const

function stepList(steps: Step[], { row, queued }: WorkflowExecutionDetails, now: number): Html {
  const start = Date.parse(row.startTime ?? '') || now
  return html`<ol class="timeline">
    ${steps.map(
      ({ state, branch, status, at, end, executionIds, remarks }) =>
        html`<li class="${STYLES[status]}">
          <span class="offset" title="${new Date(at).toISOString()}">+${span(at - start)}</span>
          <span class="moment">
            <strong>${state}</strong>
            <span class="muted"
              >${branch === '' ? '' : `${branch}, `}${end === undefined ? wordOf(status) : span(end - at)}</span
            >
            ${executionIds.map((id) =>
              queued.has(id)
                ? html`<span class="remark">${badge('waiting')} <a href="/work">waits for a person</a></span>`
                : html`<span class="remark"><a href="/executions/${id}">execution ${shortId(id)}</a></span>`,
            )}
            ${remarks.map((remark) => html`<span class="remark muted">${remark}</span>`)}
          </span>
        </li>`,
    )}
  </ol>`
}

function wordOf(status: Step['status']): string {
  return status === 'held' ? 'held' : 'under way'
}
