import { html, type Html } from './html.ts'

/** So many characters of a text are shown. */
const TEXT_SHOWN = 2000
/** So many entries of a list or an object are shown. */
const ENTRIES_SHOWN = 200

/** Pages of things, by the kind in their ids. */
const PAGES: Record<string, string> = {
  document: '/documents/',
  'transition-execution': '/executions/',
  'workflow-execution': '/workflow-executions/',
  transition: '/transitions/',
  workflow: '/workflows/',
}

/** JSON as a person reads it: indented, coloured, ids as links, what is long cut. */
export function json(value: unknown): Html {
  return html`<pre class="json" tabindex="0"><code>${part(value, '')}</code></pre>`
}

function part(value: unknown, indent: string): Html {
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null)
    return html`<span class="j-${value === null ? 'null' : typeof value}">${String(value)}</span>`
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return html`[]`
    return html`[${value
      .slice(0, ENTRIES_SHOWN)
      .map(
        (item, index) => html`${'\n' + inner}${part(item, inner)}${index < value.length - 1 ? ',' : ''}`,
      )}${rest(value.length, inner)}${'\n' + indent}]`
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return html`{}`
  return html`{${entries
    .slice(0, ENTRIES_SHOWN)
    .map(
      ([name, item], index) =>
        html`${'\n' + inner}<span class="j-key">${JSON.stringify(name)}</span>:
          ${part(item, inner)}${index < entries.length - 1 ? ',' : ''}`,
    )}${rest(entries.length, inner)}${'\n' + indent}}`
}

function text(value: string): Html {
  const page = pageOf(value)
  if (page !== undefined) return html`<a class="j-string" href="${page}">"${value}"</a>`
  const shown =
    value.length > TEXT_SHOWN ? `${value.slice(0, TEXT_SHOWN)}… (${value.length} characters)` : value
  return html`<span class="j-string">${JSON.stringify(shown)}</span>`
}

function rest(count: number, indent: string): string {
  return count > ENTRIES_SHOWN ? `\n${indent}… ${count - ENTRIES_SHOWN} more` : ''
}

/** Where an id leads; undefined for what is no id of a thing with a page. */
export function pageOf(value: string): string | undefined {
  const kind = /^las:([a-z-]+):[0-9a-f]{32}$/.exec(value)?.[1]
  const path = kind === undefined ? undefined : PAGES[kind]
  return path && path + value
}
