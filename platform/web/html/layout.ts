import { assetUrl, type AssetName } from '../assets.ts'
import { html, nothing, type Html } from './html.ts'

/** The page's parts, as its navigation names them. */
const SECTIONS = [
  { path: '/executions', name: 'Executions' },
  { path: '/workflows', name: 'Workflows' },
  { path: '/work', name: 'Work' },
  { path: '/transitions', name: 'Transitions' },
] as const

/** A section of the page, by its name in the URL. */
export type Section = (typeof SECTIONS)[number]['name']

/** What surrounds every page. */
export interface Frame {
  title: string
  section?: Section
  /** How many executions of manual transitions are queued. */
  queued?: number
  /** Whether there is a session to log out of. */
  isLoggedIn?: boolean
  /** Ids whose changes the page shows as they happen; `*` stands for all. Without it nothing changes. */
  watch?: string
  /** Scripts besides the one of every page. */
  scripts?: readonly AssetName[]
  /** Uses the window's whole width and height. */
  isWide?: boolean
}

/** A whole document. */
export function layout(frame: Frame, body: Html): Html {
  const { title, section, queued = 0, isLoggedIn = false, watch, scripts = [], isWide = false } = frame
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · docker-transition</title>
        <link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assetUrl('style.css')}" />
        ${(['page.js', ...scripts] as const).map(
          (name) => html`<script type="module" src="${assetUrl(name)}"></script>`,
        )}
      </head>
      <body
        ${watch === undefined ? nothing : html`data-watch="${watch}" data-events="${assetUrl('events.js')}"`}
      >
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <a class="brand" href="/"
            ><img src="${assetUrl('icon.svg')}" alt="" width="22" height="22" />docker-transition</a
          >
          ${section === undefined ? nothing : navigation(section, queued)}
          ${
            isLoggedIn
              ? html`<form method="post" action="/logout"><button class="quiet">Log out</button></form>`
              : nothing
          }
        </header>
        <main id="main" class="${isWide ? 'wide' : ''}" tabindex="-1">${body}</main>
        <p id="offline" class="offline" role="status" hidden>
          The platform does not answer. This page goes on once it does.
        </p>
      </body>
    </html>`
}

function navigation(section: Section, queued: number): Html {
  return html`<nav aria-label="Pages" id="navigation" data-live>
    ${SECTIONS.map(
      ({ path, name }) =>
        html`<a href="${path}" ${name === section ? html`aria-current="page"` : nothing}
          >${name}${
            name === 'Work' && queued > 0
              ? html`<span class="count" title="waiting for someone">${queued}</span>`
              : nothing
          }</a
        >`,
    )}
  </nav>`
}
