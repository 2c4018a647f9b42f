import type { Transition } from '../../../contract/index.ts'
import type { HistoryEntry } from '../../store/history-entries.ts'
import type { DocumentRow, ExecutionRow } from '../../store/tables.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { json } from '../html/json.ts'
import { action, badge, card, duration, idLabel, time } from '../html/pieces.ts'
import type { LogLine } from '../log-lines.ts'
import { callsCard } from './calls.ts'
import { documentsCard } from './documents.ts'
import { nameOf } from './execution-table.ts'
import { logCard } from './log.ts'
import { predictionTable } from './predictions.ts'
import { timeline } from './timeline.ts'

/** All that is known of an execution. */
export interface ExecutionDetails {
  row: ExecutionRow
  /** Undefined once it is deleted. */
  transition: Transition | undefined
  entries: HistoryEntry[]
  log: LogLine[]
  documents: DocumentRow[]
}

/** The page of one execution of a transition. */
export function executionPage(details: ExecutionDetails, query: URLSearchParams, now: number): Html {
  const { row, transition, entries, log, documents } = details
  const isRunning = row.status === 'running'
  return html`<div class="crumbs"><a href="/executions">Executions</a></div>
    <div class="head" id="head" data-live>
      <h1>
        ${transition ? nameOf(transition) : 'A deleted transition'}
        ${badge(row.queue ? 'waiting' : row.status)}
      </h1>
      <p class="facts">
        ${idLabel(row.executionId)}
        <span>started ${time(row.startTime)}</span>
        <span>${isRunning ? 'for' : 'took'} ${duration(row.startTime, row.endTime, now)}</span>
      </p>
      ${actions(details)}
    </div>
    <div class="columns">
      <div>${outcomeCard(details)} ${card('Input', jsonOrEmpty(row.input), { id: 'input' })}</div>
      <div>
        ${card('Timeline', timeline(row, entries, now), { id: 'timeline', isLive: true })}
        ${documentsCard(documents)}
      </div>
    </div>
    ${logCard(log, query, isRunning)} ${callsCard(entries, row.startTime)}`
}

function actions({ row: { executionId, transitionId, status }, transition }: ExecutionDetails): Html {
  if (status === 'running')
    return html`<div class="actions">
      ${action(`/executions/${executionId}/stop`, 'Stop', { style: 'danger' })}
    </div>`
  const canRun = transition?.transitionType === 'docker'
  return html`<div class="actions">
    ${
      canRun
        ? html`${action(`/executions/${executionId}/run-again`, 'Run again', { style: 'primary' })}
            <a class="button" href="/transitions/${transitionId}/run?like=${executionId}"
              >Run with another input</a
            >
            <a class="button" href="/executions/${executionId}/fixture" download>Save as a test fixture</a>`
        : nothing
    }
  </div>`
}

function outcomeCard({ row: { status, output, error }, log }: ExecutionDetails): Html {
  const title = status === 'succeeded' ? 'Output' : 'Outcome'
  return card(title, outcome(), { id: 'outcome', isLive: true })

  function outcome(): Html {
    if (status === 'running') return html`<p class="muted">It still runs. Its outcome appears here.</p>`
    if (error === undefined)
      return output === undefined ? html`<p class="muted">No output.</p>` : outputView(output)
    const stack = log.findLast((line) => line.stack !== undefined)?.stack
    return html`<div class="callout ${status}">
        <p class="error-message">${error.message}</p>
        ${
          stack === undefined || status !== 'failed'
            ? nothing
            : html`<details data-key="stack">
                <summary>Where it came from</summary>
                <pre tabindex="0">${stack}</pre>
              </details>`
        }
      </div>
      ${output === undefined ? nothing : outputView(output)}`
  }
}

function outputView({ predictions, ...rest }: Record<string, unknown>): Html {
  const table = predictionTable(predictions)
  if (table === nothing) return jsonOrEmpty(predictions === undefined ? rest : { predictions, ...rest })
  return html`${table}${Object.keys(rest).length > 0 ? json(rest) : nothing}`
}

function jsonOrEmpty(value: Record<string, unknown>): Html {
  return Object.keys(value).length > 0 ? json(value) : html`<p class="muted">An empty object.</p>`
}
