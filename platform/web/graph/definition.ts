import * as z from 'zod/mini'

const Next = z.optional(z.string())

/** A state, as far as a drawing of it goes. What else it has is not looked at. */
const State = z.object({
  Type: z.string(),
  Next,
  Default: Next,
  Resource: z.optional(z.string()),
  Choices: z.optional(z.array(z.object({ Next }))),
  Catch: z.optional(z.array(z.object({ Next }))),
  Branches: z.optional(z.array(z.unknown())),
  ItemProcessor: z.optional(z.unknown()),
  Iterator: z.optional(z.unknown()),
})

const Definition = z.object({ StartAt: z.string(), States: z.record(z.string(), State) })

/** An edge from a state to the one after it. */
export interface Edge {
  from: string
  to: string
  kind: 'next' | 'choice' | 'default' | 'catch'
}

/** A state of a drawing. */
export interface Shape {
  name: string
  type: string
  /** What does a Task. */
  resource: string | undefined
  /** Of a Parallel or a Map: what runs within it. */
  within: Chart[]
  isEnd: boolean
}

/** States and the edges between them. */
export interface Chart {
  start: string
  shapes: Shape[]
  edges: Edge[]
}

/** What there is to draw of a definition; undefined where it is none. */
export function readChart(definition: unknown): Chart | undefined {
  const { data } = Definition.safeParse(definition)
  if (!data) return undefined
  const states = Object.entries(data.States)
  return {
    start: data.StartAt,
    shapes: states.map(([name, state]) => ({
      name,
      type: state.Type,
      resource: state.Resource,
      within: [...(state.Branches ?? []), state.ItemProcessor ?? state.Iterator].flatMap(
        (nested) => readChart(nested) ?? [],
      ),
      isEnd: state.Next === undefined && state.Type !== 'Choice',
    })),
    edges: states.flatMap(([from, state]) => [
      ...edgeTo(from, state.Next, 'next'),
      ...(state.Choices ?? []).flatMap(({ Next: to }) => edgeTo(from, to, 'choice')),
      ...edgeTo(from, state.Default, 'default'),
      ...(state.Catch ?? []).flatMap(({ Next: to }) => edgeTo(from, to, 'catch')),
    ]),
  }
}

function edgeTo(from: string, to: string | undefined, kind: Edge['kind']): Edge[] {
  return to === undefined ? [] : [{ from, to, kind }]
}
