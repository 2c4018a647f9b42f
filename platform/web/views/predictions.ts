import * as z from 'zod/mini'
import { PredictedField } from '../../../contract/index.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { words } from '../html/words.ts'

const Predictions = z
  .array(
    z.object({ ...PredictedField.shape, value: z.union([z.string(), z.boolean(), z.number(), z.null()]) }),
  )
  .check(z.minLength(1))

/** Fields that a model read, as a table; nothing for what is no list of them. */
export function predictionTable(value: unknown): Html {
  const { data } = Predictions.safeParse(value)
  if (!data) return nothing
  return html`<table class="fields">
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">Value</th>
        <th scope="col" class="number">Confidence</th>
      </tr>
    </thead>
    <tbody>
      ${data.map(
        ({ label, value: read, confidence }) =>
          html`<tr>
            <th scope="row">${words(label)}</th>
            <td>${read === null ? html`<span class="muted">not found</span>` : String(read)}</td>
            <td class="number">${meter(confidence)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** How sure a model is: in percent, and by a bar. */
export function meter(confidence: number): Html {
  // Rounded down, so that no doubtful value says what a sure one does; the inner rounding is for 0.29 * 100 = 28.99….
  const percent = Math.floor(Math.round(confidence * 1e9) / 1e7)
  return html`<span class="meter ${levelOf(confidence)}"
    ><svg viewBox="0 0 40 6" aria-hidden="true">
      <rect class="rail" width="40" height="6" rx="3" />
      <rect class="bar" width="${percent * 0.4}" height="6" rx="3" /></svg
    >${percent} %</span
  >`
}

/** Above what a person would trust, and below what they would look at twice. */
export function levelOf(confidence: number): 'high' | 'medium' | 'low' {
  if (confidence >= 0.9) return 'high'
  return confidence >= 0.6 ? 'medium' : 'low'
}
