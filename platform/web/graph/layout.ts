import * as dagre from '@dagrejs/dagre'
import type { Chart, Edge, Shape } from './definition.ts'

/** Of a state's box, in pixels. */
const BOX = { width: 176, height: 46 }
/** Of the mark before the first state. */
const START = { width: 14, height: 14 }
const START_ID = ' start'
/** Around what is within a state; above it stands the state's name. */
const PADDING = { side: 14, top: 34, bottom: 14 }

/** A box at its place: its upper left corner. */
export interface PlacedShape extends Omit<Shape, 'within'> {
  x: number
  y: number
  width: number
  height: number
  within: PlacedChart[]
}

/** An edge as a line. */
export interface PlacedEdge {
  from: string
  to: string
  kinds: Edge['kind'][]
  points: { x: number; y: number }[]
}

/** A chart whose parts have their places; `x` and `y` are where it stands within another. */
export interface PlacedChart {
  x: number
  y: number
  width: number
  height: number
  start: { x: number; y: number }
  shapes: PlacedShape[]
  edges: PlacedEdge[]
}

/** Gives the parts of a chart their places, from top to bottom. */
export function placeChart(chart: Chart): PlacedChart {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 38, marginx: 2, marginy: 2 })
  graph.setDefaultEdgeLabel(() => ({}))
  const inner = new Map(
    chart.shapes.map((shape) => [shape.name, besideEachOther(shape.within.map(placeChart))]),
  )

  graph.setNode(START_ID, { ...START })
  for (const { name } of chart.shapes) graph.setNode(name, sizeOf(inner.get(name) ?? []))
  if (graph.hasNode(chart.start)) graph.setEdge(START_ID, chart.start)
  const edges = Map.groupBy(
    chart.edges.filter(({ from, to }) => from !== to && graph.hasNode(to)),
    ({ from, to }) => JSON.stringify([from, to]),
  )
  for (const [first] of edges.values()) if (first) graph.setEdge(first.from, first.to)
  dagre.layout(graph)

  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  return {
    x: 0,
    y: 0,
    width,
    height,
    start: { x: Number(graph.node(START_ID).x), y: Number(graph.node(START_ID).y) },
    shapes: chart.shapes.map((shape) => {
      const node = graph.node(shape.name) as { x: number; y: number; width: number; height: number }
      const [x, y] = [node.x - node.width / 2, node.y - node.height / 2]
      return { ...shape, x, y, width: node.width, height: node.height, within: inner.get(shape.name) ?? [] }
    }),
    edges: [
      ...[...edges.values()].flatMap(([first, ...more]) =>
        first
          ? [
              placed(
                graph,
                first.from,
                first.to,
                [first, ...more].map(({ kind }) => kind),
              ),
            ]
          : [],
      ),
      ...(graph.hasNode(chart.start) ? [placed(graph, START_ID, chart.start, ['next'])] : []),
    ],
  }
}

function placed(graph: dagre.graphlib.Graph, from: string, to: string, kinds: Edge['kind'][]): PlacedEdge {
  const { points = [] } = graph.edge(from, to) as { points?: { x: number; y: number }[] }
  return { from, to, kinds, points }
}

function besideEachOther(charts: PlacedChart[]): PlacedChart[] {
  let x = PADDING.side
  return charts.map((chart) => {
    const placedChart = { ...chart, x, y: PADDING.top }
    x += chart.width + PADDING.side
    return placedChart
  })
}

function sizeOf(within: PlacedChart[]): { width: number; height: number } {
  const last = within.at(-1)
  if (!last) return { ...BOX }
  return {
    width: Math.max(BOX.width, last.x + last.width + PADDING.side),
    height: PADDING.top + Math.max(...within.map(({ height }) => height)) + PADDING.bottom,
  }
}
