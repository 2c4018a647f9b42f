// Small pieces that many pages have.
import { html, nothing, type Html } from './html.ts'

/** Statuses of executions, and `waiting`: for a person. */
export type ShownStatus = 'running' | 'succeeded' | 'failed' | 'rejected' | 'retry' | 'error' | 'waiting'

/** A status, told by its word as well as by its colour. */
export function badge(status: ShownStatus): Html {
  return html`<span class="badge ${status}">${status}</span>`
}

/** An id, short; the whole of it can be copied. */
export function idLabel(id: string): Html {
  return html`<span class="id"
    ><code title="${id}">${shortId(id)}</code
    ><button class="copy" type="button" data-copy="${id}" aria-label="Copy ${id}" hidden></button
  ></span>`
}

/** The first eight digits of an id: enough to tell those on a page apart. */
export function shortId(id: string): string {
  return id.split(':').at(-1)?.slice(0, 8) ?? id
}

/** A time. Without scripts it is shown in UTC. */
export function time(at: string | number | null | undefined, style: 'relative' | 'time' = 'relative'): Html {
  if (at === null || at === undefined) return html`<span class="muted">–</span>`
  const iso = new Date(at).toISOString()
  return html`<time datetime="${iso}" data-style="${style}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`
}

/** How long it took, or has been taking. */
export function duration(
  start: string | null | undefined,
  end: string | null | undefined,
  now: number,
): Html {
  if (!start) return html`–`
  const from = Date.parse(start)
  if (end) return html`${span(Date.parse(end) - from)}`
  return html`<span data-since="${from}">${span(now - from)}</span>`
}

/** Milliseconds as a person says them. */
export function span(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`
  const seconds = ms / 1000
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 100) return `${Math.round(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** What stands where there is nothing yet: what it would be, and how to get some. */
export function empty(title: string, hint: Html): Html {
  return html`<div class="empty">
    <p class="empty-title">${title}</p>
    <div>${hint}</div>
  </div>`
}

/** A part of a page under a heading. Where it is `live`, its id says which part is shown anew. */
export function card(
  title: string,
  content: Html,
  { id, aside = nothing, isLive = false }: { id: string; aside?: Html; isLive?: boolean },
): Html {
  return html`<section
    class="card"
    id="${id}"
    aria-labelledby="${id}-title"
    ${isLive ? html`data-live` : nothing}
  >
    <header>
      <h2 id="${id}-title">${title}</h2>
      ${aside}
    </header>
    ${content}
  </section>`
}

/** A button that does one thing. */
export function action(
  path: string,
  label: string,
  {
    style = '',
    fields = {},
    question,
  }: {
    style?: string
    fields?: Record<string, string>
    /** Asked first, where scripts run. */
    question?: string
  } = {},
): Html {
  return html`<form
    method="post"
    action="${path}"
    ${question === undefined ? nothing : html`data-question="${question}"`}
  >
    ${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    <button class="${style}">${label}</button>
  </form>`
}

/** Links to the next page of a list, and back to its start: a live part, as its links carry the filter. */
export function pager(path: string, query: URLSearchParams, nextToken: string | null): Html {
  const first = new URLSearchParams(query)
  first.delete('after')
  const next = new URLSearchParams(query)
  if (nextToken !== null) next.set('after', nextToken)
  const links = html`<nav class="pager" aria-label="List">
    ${query.has('after') ? html`<a href="${link(path, first)}">Newest</a>` : nothing}
    ${nextToken === null ? nothing : html`<a href="${link(path, next)}" rel="next">Older</a>`}
  </nav>`
  return html`<div id="pager" data-live>${query.has('after') || nextToken !== null ? links : nothing}</div>`
}

/** A path with its query. */
export function link(path: string, query: URLSearchParams): string {
  return query.size > 0 ? `${path}?${query.toString()}` : path
}
