import { html, nothing, type Html } from '../html/html.ts'
import { card, empty, time } from '../html/pieces.ts'
import { filterLines, levelNames, type LogLine } from '../log-lines.ts'

/** So many lines are shown, the last ones, unless all are asked for. */
const LINES_SHOWN = 300

/** What an execution's container printed, filtered by the query's `level`, `text` and `lines`. */
export function logCard(lines: LogLine[], query: URLSearchParams, isRunning: boolean): Html {
  const filter = { level: query.get('level') ?? '', text: query.get('text') ?? '' }
  const found = filterLines(lines, filter)
  const shown = query.get('lines') === 'all' ? found : found.slice(-LINES_SHOWN)
  const all = new URLSearchParams(query)
  all.set('lines', 'all')
  const isFiltered = filter.level !== '' || filter.text !== ''
  const count = isFiltered ? `${found.length} of ${lines.length} lines` : `${lines.length} lines`
  return card(
    'Log',
    html`${form(filter)}
      <div id="log-lines" data-live>
        ${
          shown.length < found.length
            ? html`<p class="muted">
                The last ${shown.length} of ${count}. <a href="?${all.toString()}#log">Show all</a>
              </p>`
            : html`<p class="muted">${lines.length === 0 ? '' : count}</p>`
        }
        ${shown.length > 0 ? list(shown) : nothing}
        ${
          lines.length === 0
            ? empty(
                'Nothing printed',
                html`<p>
                  ${isRunning ? 'What the container prints appears here.' : 'The container printed nothing.'}
                </p>`,
              )
            : nothing
        }
      </div>`,
    { id: 'log' },
  )
}

function form({ level, text }: { level: string; text: string }): Html {
  return html`<form class="filter" action="#log" data-auto>
    <label
      >Level
      <select name="level">
        <option value="">All</option>
        ${levelNames
          .slice(0, -1)
          .map(
            (name) =>
              html`<option value="${name}" ${name === level ? html`selected` : nothing}>
                ${name}${name === 'fatal' ? '' : ' and above'}
              </option>`,
          )}
      </select>
    </label>
    <label>Contains <input type="search" name="text" value="${text}" autocomplete="off" /></label>
    <button data-without-script>Filter</button>
  </form>`
}

function list(lines: LogLine[]): Html {
  return html`<ol class="log" tabindex="0" aria-label="Log lines">
    ${lines.map(
      ({ at, level, text, fields, stack }) =>
        html`<li class="${level ?? 'plain'}">
          ${time(at, 'time')}<span class="level">${level ?? ''}</span>
          <span class="line"
            >${text}${fields.map(([name, value]) => html` <span class="field">${name}=${value}</span>`)}${
              stack === undefined
                ? nothing
                : html`<details>
                    <summary>stack</summary>
                    <pre tabindex="0">${stack}</pre>
                  </details>`
            }</span
          >
        </li>`,
    )}
  </ol>`
}
