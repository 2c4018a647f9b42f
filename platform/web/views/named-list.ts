import { html, nothing, type Html } from '../html/html.ts'
import { empty, shortId, time } from '../html/pieces.ts'

/** One of the things that have executions: a transition, a workflow. */
export interface NamedLine {
  id: string
  /** Its page. */
  href: string
  name: string
  description: string | null
  /** Who does it, where that differs from one to the next. */
  doneBy?: string
  /** How many of its executions run. */
  running: number
  createdTime: string | null
}

/**
 * A page that lists them, or says how to get one.
 * @param hint stands where there is none
 */
export function namedListPage(
  { title, id, none, hint }: { title: string; id: string; none: string; hint: Html },
  lines: NamedLine[],
): Html {
  const head = html`<div class="head"><h1>${title}</h1></div>`
  const [first] = lines
  if (!first) return html`${head} ${empty(none, hint)}`
  const hasDoneBy = first.doneBy !== undefined
  return html`${head}
    <table class="list" id="${id}" data-live>
      <thead>
        <tr>
          <th scope="col">Name</th>
          ${hasDoneBy ? html`<th scope="col">Done by</th>` : nothing}
          <th scope="col" class="number">Running</th>
          <th scope="col">Created</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(row)}
      </tbody>
    </table>`
}

function row({ id, href, name, description, doneBy, running, createdTime }: NamedLine): Html {
  return html`<tr>
    <td class="what">
      <a href="${href}">${name} <span class="muted mono">${shortId(id)}</span></a>
      ${description === null ? nothing : html`<span class="message">${description}</span>`}
    </td>
    ${doneBy === undefined ? nothing : html`<td>${doneBy}</td>`}
    <td class="number">${running}</td>
    <td>${time(createdTime)}</td>
  </tr>`
}
