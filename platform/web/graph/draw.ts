import { html, nothing, type Html } from '../html/html.ts'
import type { Progress } from '../steps.ts'
import { readChart } from './definition.ts'
import { placeChart, type PlacedChart, type PlacedEdge, type PlacedShape } from './layout.ts'

/** So many characters of a name fit into a box. */
const NAME_LENGTH = 22

/** What a drawing shows besides the states. */
export interface Drawing {
  /** How far an execution is; none: the definition alone is drawn. */
  progress?: Progress
  /** What a Task's resource is called. */
  nameOf: (resource: string) => string
}

/** A workflow's states as a drawing, with the path that an execution has taken. */
export function drawWorkflow(definition: unknown, drawing: Drawing): Html {
  const chart = readChart(definition)
  if (!chart || chart.shapes.length === 0) return html`<p class="muted">This definition can't be drawn.</p>`
  const placed = placeChart(chart)
  const [width, height] = [Math.ceil(placed.width), Math.ceil(placed.height)]
  return html`<div class="graph" tabindex="0" role="group" aria-label="States">
    <svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8z" class="arrow" />
        </marker>
        <marker
          id="arrow-taken"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="5"
          markerHeight="5"
          orient="auto"
        >
          <path d="M0 0 8 4 0 8z" class="arrow taken" />
        </marker>
      </defs>
      ${drawChart(placed, drawing)}
    </svg>
  </div>`
}

function drawChart(chart: PlacedChart, drawing: Drawing): Html {
  const { start, edges, shapes, x, y } = chart
  return html`<g transform="translate(${x} ${y})">
    ${edges.map((edge) => drawEdge(edge, drawing))}
    <circle cx="${start.x}" cy="${start.y}" r="6" class="start" />
    ${shapes.map((shape) => drawShape(shape, drawing))}
  </g>`
}

function drawEdge({ from, to, kinds, points }: PlacedEdge, { progress }: Drawing): Html {
  const isFirst = from.startsWith(' ')
  const isTaken =
    progress?.takenEdges.has(JSON.stringify([from, to])) || (isFirst && progress?.states.has(to))
  const kind = kinds.every((one) => one === 'catch') ? 'catch' : ''
  return html`<path
    d="${smooth(points)}"
    class="edge ${kind} ${isTaken ? 'taken' : ''}"
    marker-end="url(#${isTaken ? 'arrow-taken' : 'arrow'})"
  />`
}

/** A line through points, rounded at each. */
function smooth(points: { x: number; y: number }[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  const last = rest.at(-1) ?? first
  const curves = rest.slice(0, -1).map((point, index) => {
    const after = rest[index + 1] ?? point
    return `Q${round(point.x)} ${round(point.y)} ${round((point.x + after.x) / 2)} ${round((point.y + after.y) / 2)}`
  })
  return `M${round(first.x)} ${round(first.y)} ${curves.join(' ')} L${round(last.x)} ${round(last.y)}`
}

const round = (value: number) => Math.round(value * 10) / 10

function drawShape(shape: PlacedShape, drawing: Drawing): Html {
  const { name, type, resource, x, y, width, height, within, isEnd } = shape
  const step = drawing.progress?.states.get(name)
  const isGroup = within.length > 0
  const detail = resource === undefined ? type : drawing.nameOf(resource)
  const title = `${name}: ${type}${step === undefined ? '' : `, ${step.status}`}`
  const box = html`<g
    transform="translate(${round(x)} ${round(y)})"
    class="state ${step?.status ?? ''} ${isGroup ? 'group' : ''}"
  >
    <title>${title}</title>
    <rect width="${round(width)}" height="${round(height)}" rx="${type === 'Choice' ? 20 : 8}" />
    ${isEnd && !isGroup ? html`<rect x="3" y="3" width="${round(width) - 6}" height="${round(height) - 6}" rx="6" class="end" />` : nothing}
    <text x="${isGroup ? 14 : round(width / 2)}" y="20" class="name ${isGroup ? '' : 'middle'}"
      >${cut(name)}</text
    >
    ${isGroup ? nothing : html`<text x="${round(width / 2)}" y="36" class="detail middle">${cut(detail)}</text>`}
    ${within.map((chart) => drawChart(chart, drawing))}
  </g>`
  const latest = step?.executionIds.at(-1)
  return latest === undefined ? box : html`<a href="/executions/${latest}">${box}</a>`
}

function cut(text: string): string {
  return text.length > NAME_LENGTH ? `${text.slice(0, NAME_LENGTH - 1)}…` : text
}
