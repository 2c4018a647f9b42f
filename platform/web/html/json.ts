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
  return html`<pre class="json" tabindex="0">${write(value, '\n')}</pre>`
}

type Piece = string | Html

/** @param newline what the next line starts with: its indentation */
function write(value: unknown, newline: string): Piece[] {
  if (typeof value === 'string') return [text(value)]
  if (typeof value !== 'object' || value === null)
    return [coloured(value === null ? 'null' : typeof value, String(value))]
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const entries = Object.entries(value)
  if (entries.length === 0) return [open + close]
  const inner = `${newline}  `
  const lines = entries
    .slice(0, ENTRIES_SHOWN)
    .flatMap(([name, item], index): Piece[] => [
      inner,
      ...(Array.isArray(value) ? [] : [coloured('key', JSON.stringify(name)), ': ']),
      ...write(item, inner),
      index < entries.length - 1 ? ',' : '',
    ])
  const more = entries.length - ENTRIES_SHOWN
  return [open, ...lines, more > 0 ? `${inner}… ${more} more` : '', newline, close]
}

function text(value: string): Html {
  const page = pageOf(value)
  if (page !== undefined) return html`<a class="j-string" href="${page}">"${value}"</a>`
  const isLong = value.length > TEXT_SHOWN
  const shown = JSON.stringify(isLong ? `${value.slice(0, TEXT_SHOWN)}…` : value)
  return coloured('string', isLong ? `${shown} (${value.length} characters)` : shown)
}

function coloured(kind: string, text: string): Html {
  return html`<span class="j-${kind}">${text}</span>`
}

/** Where an id leads; undefined for what is no id of a thing with a page. */
export function pageOf(value: string): string | undefined {
  const kind = /^las:([a-z-]+):[0-9a-f]{32}$/.exec(value)?.[1]
  const path = kind === undefined ? undefined : PAGES[kind]
  return path && path + value
}
