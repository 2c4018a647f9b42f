import type { ValueKind } from '../values/value-kind.ts'

/**
 * Something that documents state, and the names they give it. `names` are lists of phrases, separated by
 * commas, each list with how surely such a name means this and nothing else (0 to 1). `labels` are further
 * phrases that a model's field may be called, but no document uses.
 *
 * Concepts that nobody asks for matter as much: what is named as one of them isn't taken for another.
 */
export interface Concept {
  id: string
  kind: ValueKind
  names: [weight: number, phrases: string][]
  labels?: string
}
