// JSONPath as RFC 9535 has it, without the regular expressions of match() and search(), and with the spellings of Jayway's
// JSONPath that definitions for AWS use.

/** A query from the root (`$`) or, in a filter, from the current value (`@`). */
export interface Query {
  root: '$' | '@'
  segments: Segment[]
}

/** One step of a path: what it selects of each node, or of each node and all below it. */
export interface Segment {
  /** Whether it selects from all descendants (`..`), and not from the children only. */
  isDescendant: boolean
  selectors: Selector[]
}

/** What a segment selects. */
export type Selector =
  | { kind: 'name'; name: string }
  | { kind: 'index'; index: number }
  | { kind: 'wildcard' }
  | { kind: 'slice'; start: number | undefined; end: number | undefined; step: number }
  | { kind: 'filter'; when: Condition }

/** A filter's condition. */
export type Condition =
  | { kind: 'or' | 'and'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'exists'; query: Query }
  | { kind: 'compare'; operator: Operator; left: Operand; right: Operand }

/** A filter's comparison. */
export type Operator = '==' | '!=' | '<=' | '>=' | '<' | '>'

/** What gives one value, or nothing. */
export type Operand =
  | { kind: 'literal'; value: unknown }
  | { kind: 'query'; query: Query }
  | { kind: 'length'; of: Operand }
  | { kind: 'count' | 'value'; query: Query }

/** Whether a query leads to one place at most. */
export const isSingular = ({ segments }: Query): boolean =>
  segments.every(({ isDescendant, selectors: [selector, ...more] }) => {
    if (isDescendant || more.length > 0) return false
    return selector?.kind === 'name' || selector?.kind === 'index'
  })
