import { ExecutionStatus, type Transition } from '../../../contract/index.ts'
import type { ExecutionRow } from '../../store/tables.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { badge, duration, empty, pager, shortId, time, type ShownStatus } from '../html/pieces.ts'

/** One line of a list of executions: of a transition or of a workflow. */
export interface ExecutionLine {
  path: string
  id: string
  name: string
  status: ShownStatus
  /** What went wrong. */
  message?: string | undefined
  startTime: string | null | undefined
  endTime: string | null | undefined
}

/** Executions in a table; at phone width each is a card. */
export function executionTable(lines: ExecutionLine[], now: number, id: string): Html {
  return html`<table class="list" id="${id}" data-live>
    <thead>
      <tr>
        <th scope="col">Status</th>
        <th scope="col">Of</th>
        <th scope="col">Started</th>
        <th scope="col" class="number">Took</th>
      </tr>
    </thead>
    <tbody>
      ${lines.map(
        ({ path, id, name, status, message, startTime, endTime }) =>
          html`<tr>
            <td>${badge(status)}</td>
            <td class="what">
              <a href="${path}">${name} <span class="muted mono">${shortId(id)}</span></a>
              ${message === undefined ? nothing : html`<span class="message">${message.split('\n', 1)[0]}</span>`}
            </td>
            <td>${time(startTime)}</td>
            <td class="number">${duration(startTime, endTime, now)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** Which of the two lists of executions is shown. */
export function executionTabs(current: 'transitions' | 'workflows'): Html {
  const tabs = [
    ['transitions', '/executions', 'Of transitions'],
    ['workflows', '/workflow-executions', 'Of workflows'],
  ] as const
  return html`<nav class="tabs" aria-label="Kind of executions">
    ${tabs.map(
      ([name, path, label]) =>
        html`<a href="${path}" ${name === current ? html`aria-current="page"` : nothing}>${label}</a>`,
    )}
  </nav>`
}

/** What a list of executions is filtered by. */
export interface Filter {
  /** Where the list is. */
  path: string
  query: URLSearchParams
  statuses: readonly ShownStatus[]
  /** What the executions are of: the query's name for it, and those that there are. */
  of: { name: 'transition' | 'workflow'; options: { id: string; label: string }[] }
}

/** A form that filters at once, or by its button where no script runs. */
export function filterForm({ path, query, statuses, of }: Filter): Html {
  return html`<form class="filter" action="${path}" data-auto>
    <label
      >Status
      <select name="status">
        <option value="">Any</option>
        ${options(
          statuses.map((status) => ({ id: status, label: status })),
          query.get('status'),
        )}
      </select>
    </label>
    <label
      >${of.name === 'transition' ? 'Transition' : 'Workflow'}
      <select name="${of.name}">
        <option value="">Any</option>
        ${options(of.options, query.get(of.name))}
      </select>
    </label>
    <button data-without-script>Filter</button>
  </form>`
}

/** The options of a `select`. */
function options(values: readonly { id: string; label: string }[], current: string | null): Html[] {
  return values.map(
    ({ id, label }) =>
      html`<option value="${id}" ${id === current ? html`selected` : nothing}>${label}</option>`,
  )
}

/** The page of all executions of transitions. */
export function executionsPage(page: {
  rows: ExecutionRow[]
  nextToken: string | null
  transitions: Transition[]
  query: URLSearchParams
  now: number
}): Html {
  const { rows, nextToken, transitions, query, now } = page
  const names = new Map(
    transitions.map((transition) => [String(transition.transitionId), nameOf(transition)]),
  )
  const lines = rows.map(({ executionId, transitionId, status, queue, error, startTime, endTime }) => ({
    path: `/executions/${executionId}`,
    id: executionId,
    name: names.get(transitionId) ?? 'a deleted transition',
    status: queue ? ('waiting' as const) : status,
    message: error?.message,
    startTime,
    endTime,
  }))
  const isFiltered = query.has('status') || query.has('transition')
  const filter = filterForm({
    path: '/executions',
    query,
    statuses: ExecutionStatus.options,
    of: { name: 'transition', options: Array.from(names, ([id, label]) => ({ id, label })) },
  })
  return html`<div class="head">
      <h1>Executions</h1>
      ${executionTabs('transitions')}
    </div>
    ${rows.length === 0 && !isFiltered && !query.has('after') ? nothing : filter}
    ${rows.length > 0 ? executionTable(lines, now, 'executions') : noExecutions(isFiltered)}
    ${pager('/executions', query, nextToken)}`
}

function noExecutions(isFiltered: boolean): Html {
  return html`<div id="executions" data-live>
    ${
      isFiltered
        ? empty('None like that', html`<p><a href="/executions">Show all executions</a></p>`)
        : empty(
            'No execution yet',
            html`<p>
                An execution is one run of a transition. Start one under
                <a href="/transitions">Transitions</a>, or from a shell:
              </p>
              <pre tabindex="0"><code>npx transition run handler.ts --document invoice.pdf</code></pre>
              <p>This page shows it as it happens.</p>`,
          )
    }
  </div>`
}

/** What a transition is called. */
export function nameOf({ name, transitionId }: Pick<Transition, 'name' | 'transitionId'>): string {
  return name ?? `transition ${shortId(transitionId)}`
}
