import type { HistoryEntry } from '../../store/history-entries.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { json } from '../html/json.ts'
import { card, empty, span } from '../html/pieces.ts'

/** The API calls that an execution's handler made. */
export function callsCard(entries: HistoryEntry[], startTime: string | null): Html {
  const calls = entries.flatMap((entry) => (entry.kind === 'call' ? [entry] : []))
  const leftOut = entries.reduce((sum, entry) => sum + (entry.kind === 'calls left out' ? entry.count : 0), 0)
  const start = Date.parse(startTime ?? '')
  return card(
    'API calls',
    calls.length === 0
      ? empty(
          'No call',
          html`<p>What the handler asks the API with its <code>client</code> appears here.</p>`,
        )
      : html`<ol class="calls">
            ${calls.map(
              ({ at, method, path, body, status, answer, durationMs }) =>
                html`<li>
                  <details data-key="${at}${path}">
                    <summary>
                      <span class="offset">+${span(at - start)}</span>
                      <span class="method">${method}</span>
                      <code class="path">${path}</code>
                      <span class="${status < 400 ? 'muted' : 'bad'}">${status}</span>
                      <span class="muted number">${span(durationMs)}</span>
                    </summary>
                    ${
                      body === undefined
                        ? nothing
                        : html`<h3>Asked</h3>
                            ${json(body)}`
                    }
                    ${
                      answer === undefined
                        ? nothing
                        : html`<h3>Answered</h3>
                            ${json(answer)}`
                    }
                  </details>
                </li>`,
            )}
          </ol>
          ${leftOut > 0 ? html`<p class="muted">${leftOut} more calls are not kept.</p>` : nothing}`,
    { id: 'calls', isLive: true },
  )
}
