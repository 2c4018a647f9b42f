import type { HistoryEntry } from '../../store/history-entries.ts'
import type { ExecutionRow } from '../../store/tables.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { span, time } from '../html/pieces.ts'
import { readHeartbeat, type Heartbeat } from '../heartbeat.ts'
import { chart } from './chart.ts'

/** So many changes of a handler's progress are told; the first ones, and the last. */
const PROGRESS_SHOWN = 12

/** A moment of an execution. */
interface Moment {
  at: number
  style: 'plain' | 'running' | 'good' | 'bad' | 'warning'
  title: string
  detail?: Html | string | undefined
}

/** What happened when, from the first moment on. */
export function timeline(row: ExecutionRow, entries: HistoryEntry[], now: number): Html {
  const start = Date.parse(row.startTime ?? '') || now
  const heartbeats = entries.flatMap((entry) => (entry.kind === 'heartbeat' ? [readHeartbeat(entry)] : []))
  const created: Moment = { at: start, style: 'plain', title: 'Created' }
  const moments = [
    created,
    ...entries.flatMap((entry) => launchOf(entry)),
    ...progressOf(heartbeats),
    ...blocksOf(heartbeats),
    ...endOf(row),
  ].toSorted((a, b) => a.at - b.at)
  return html`<ol class="timeline">
      ${moments.map(
        ({ at, style, title, detail }) =>
          html`<li class="${style}">
            <span class="offset" title="${new Date(at).toISOString()}"
              >${at === start ? time(at, 'time') : `+${span(at - start)}`}</span
            >
            <span class="moment"
              ><strong>${title}</strong
              >${detail === undefined ? nothing : html` <span class="muted">${detail}</span>`}</span
            >
          </li>`,
      )}
      ${row.status === 'running' ? pulse(heartbeats.at(-1)) : nothing}
    </ol>
    ${heartbeats.length > 1 ? vitals(heartbeats, start) : nothing}`
}

function launchOf(entry: HistoryEntry): Moment[] {
  return entry.kind === 'launched' ? [{ at: entry.at, style: 'plain', title: 'Container started' }] : []
}

/** The moments at which the handler's progress was another one than before. */
function progressOf(heartbeats: Heartbeat[]): Moment[] {
  const changes = heartbeats.filter(
    ({ progress }, index) => progress !== undefined && progress !== heartbeats[index - 1]?.progress,
  )
  const shown =
    changes.length > PROGRESS_SHOWN
      ? [...changes.slice(0, PROGRESS_SHOWN - 1), ...changes.slice(-1)]
      : changes
  return shown.map(({ at, progressAgoMs = 0, progress }) => ({
    at: at - progressAgoMs,
    style: 'plain',
    title: 'Progress',
    detail: progress,
  }))
}

/** The moments at which the handler stopped to respond. */
function blocksOf(heartbeats: Heartbeat[]): Moment[] {
  return heartbeats.flatMap(({ at, state, lagMs = 0 }, index) =>
    state === 'blocked' && heartbeats[index - 1]?.state !== 'blocked'
      ? [
          {
            at,
            style: 'warning',
            title: 'Handler blocked',
            detail: `its event loop has not turned for ${span(lagMs)}`,
          },
        ]
      : [],
  )
}

function endOf({ status, endTime, completedBy, error }: ExecutionRow): Moment[] {
  if (status === 'running' || !endTime) return []
  const style = { succeeded: 'good', failed: 'bad', rejected: 'warning', retry: 'warning' } as const
  const detail = completedBy === null ? 'by the platform' : error?.message.split('\n', 1)[0]
  return [{ at: Date.parse(endTime), style: style[status], title: capital(status), detail }]
}

/** The last sign of life of one that runs. */
function pulse(last: Heartbeat | undefined): Html {
  return html`<li class="running">
    <span class="offset">now</span>
    <span class="moment"
      ><strong>Running</strong>
      <span class="muted"
        >${
          last === undefined
            ? 'no heartbeat yet'
            : html`last heartbeat
              ${time(last.at)}${last.state === undefined ? '' : `, the handler is ${last.state}`}`
        }</span
      ></span
    >
  </li>`
}

function vitals(heartbeats: Heartbeat[], start: number): Html {
  const points = (pick: (heartbeat: Heartbeat) => number | undefined) =>
    heartbeats.flatMap((heartbeat) => {
      const value = pick(heartbeat)
      return value === undefined ? [] : [{ at: heartbeat.at - start, value }]
    })
  return html`<dl class="vitals">
    <div>
      <dt>Heartbeats</dt>
      <dd>${heartbeats.length}</dd>
    </div>
    ${chart(
      'Event-loop lag',
      points(({ lagMs }) => lagMs),
      (value) => span(value),
    )}
    ${chart(
      'Memory',
      points(({ memoryMiB }) => memoryMiB),
      (value) => `${value} MiB`,
    )}
  </dl>`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
