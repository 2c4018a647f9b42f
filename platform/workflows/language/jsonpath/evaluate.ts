import { isObject } from '../../../../contract/is-object.ts'
import type { Work } from '../work.ts'
import { isEqual } from './is-equal.ts'
import type { Condition, Operand, Query, Selector } from './syntax.ts'

/** All values that a query finds, in the order of RFC 9535. */
export function evaluate(query: Query, root: unknown, work: Work, current: unknown = root): unknown[] {
  let values: unknown[] = [query.root === '$' ? root : current]
  for (const { isDescendant, selectors } of query.segments) {
    const found: unknown[] = []
    for (const value of values)
      for (const from of isDescendant ? descendants(value, work) : [value])
        for (const selector of selectors) select(selector, from, root, work, found)
    values = found
  }
  return values
}

/** A value and all within it, each before its children. */
function* descendants(value: unknown, work: Work): Generator {
  const open = [value]
  while (open.length > 0) {
    const next = open.pop()
    work.spend(1)
    yield next
    const children = childrenOf(next)
    work.spend(children.length)
    for (let index = children.length - 1; index >= 0; index -= 1) open.push(children[index])
  }
}

function childrenOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return isObject(value) ? Object.values(value) : []
}

function select(selector: Selector, from: unknown, root: unknown, work: Work, found: unknown[]): void {
  work.spend(1)
  switch (selector.kind) {
    case 'name':
      if (isObject(from) && Object.hasOwn(from, selector.name)) found.push(from[selector.name])
      return
    case 'index': {
      if (!Array.isArray(from)) return
      const index = selector.index < 0 ? from.length + selector.index : selector.index
      if (index >= 0 && index < from.length) found.push(from[index])
      return
    }
    case 'slice':
      if (Array.isArray(from))
        for (const index of indexesOf(selector, from.length)) {
          work.spend(1)
          found.push(from[index])
        }
      return
    case 'wildcard':
    case 'filter': {
      const children = childrenOf(from)
      work.spend(children.length)
      for (const child of children)
        if (selector.kind === 'wildcard' || holds(selector.when, root, child, work)) found.push(child)
      return
    }
    default:
      return selector satisfies never
  }
}

/** RFC 9535, section 2.3.4.2.2. */
function* indexesOf({ start, end, step }: Selector & { kind: 'slice' }, length: number): Generator<number> {
  if (step === 0) return
  const at = (index: number) => (index < 0 ? length + index : index)
  const bound = (index: number, least: number, most: number) => Math.min(Math.max(at(index), least), most)
  if (step > 0) {
    const stop = bound(end ?? length, 0, length)
    for (let index = bound(start ?? 0, 0, length); index < stop; index += step) yield index
  } else {
    const stop = end === undefined ? -1 : bound(end, -1, length - 1)
    for (let index = bound(start ?? length - 1, -1, length - 1); index > stop; index += step) yield index
  }
}

function holds(condition: Condition, root: unknown, current: unknown, work: Work): boolean {
  const isSo = (inner: Condition) => holds(inner, root, current, work)
  work.spend(1)
  switch (condition.kind) {
    case 'or':
      return condition.of.some(isSo)
    case 'and':
      return condition.of.every(isSo)
    case 'not':
      return !isSo(condition.of)
    case 'exists':
      return evaluate(condition.query, root, work, current).length > 0
    case 'compare': {
      const [left, right] = [condition.left, condition.right].map((side) =>
        valueOf(side, root, current, work),
      )
      return compare(condition.operator, left ?? [], right ?? [], work)
    }
    default:
      return condition satisfies never
  }
}

/** The value in an array; an empty array for none. */
function valueOf(operand: Operand, root: unknown, current: unknown, work: Work): [] | [unknown] {
  if (operand.kind === 'literal') return [operand.value]
  if (operand.kind === 'length') return lengthOf(valueOf(operand.of, root, current, work), work)
  const found = evaluate(operand.query, root, work, current)
  if (operand.kind === 'count') return [found.length]
  return found.length === 1 ? [found[0]] : []
}

function lengthOf([value]: [] | [unknown], work: Work): [] | [number] {
  if (typeof value === 'string') {
    work.spendText(value.length)
    return [Array.from(value).length]
  }
  return Array.isArray(value) || isObject(value) ? [childrenOf(value).length] : []
}

/** RFC 9535, section 2.3.5.2.2: nothing equals nothing, and only numbers or strings are less or greater. */
function compare(
  operator: (Condition & { kind: 'compare' })['operator'],
  left: [] | [unknown],
  right: [] | [unknown],
  work: Work,
): boolean {
  const isSame = () =>
    left.length === 0 || right.length === 0 ? left.length === right.length : isEqual(left[0], right[0], work)
  const isLess = ([a]: [] | [unknown], [b]: [] | [unknown]) => {
    if (typeof a === 'number' && typeof b === 'number') return a < b
    if (typeof a !== 'string' || typeof b !== 'string') return false
    work.spendText(Math.min(a.length, b.length))
    return a < b
  }
  if (operator === '==') return isSame()
  if (operator === '!=') return !isSame()
  if (operator === '<') return isLess(left, right)
  if (operator === '>') return isLess(right, left)
  return isSame() || (operator === '<=' ? isLess(left, right) : isLess(right, left))
}
