import { html, nothing, type Html } from '../html/html.ts'

const [WIDTH, HEIGHT] = [240, 36]

/** A value at a time, both in any unit. */
export interface Point {
  at: number
  value: number
}

/** How a value went over time, small; its highest and last value in words. */
export function chart(label: string, points: Point[], unit: (value: number) => string): Html {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) return nothing
  const highest = Math.max(...points.map(({ value }) => value))
  const x = (at: number) => ((at - first.at) / Math.max(1, last.at - first.at)) * (WIDTH - 4) + 2
  const y = (value: number) => HEIGHT - 3 - (value / Math.max(1, highest)) * (HEIGHT - 6)
  const line = points.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  return html`<div>
    <dt>${label}</dt>
    <dd>
      <svg
        class="chart"
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        role="img"
        aria-label="${label}: highest ${unit(highest)}, last ${unit(last.value)}"
        preserveAspectRatio="none"
      >
        <polyline points="${line}" vector-effect="non-scaling-stroke" />
      </svg>
      <span class="muted">now ${unit(last.value)}, at most ${unit(highest)}</span>
    </dd>
  </div>`
}
