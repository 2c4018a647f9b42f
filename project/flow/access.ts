import type { ReferencePath } from '../../platform/workflows/language/reference-path.ts'
import { ANY, EMPTY, fieldOf, isNever, NEVER, unionOf, type Shape } from './shape.ts'

/** What a path finds in a shape. */
export interface Found {
  /** What is there, if anything is. */
  shape: Shape
  /** Whether the path leads somewhere. */
  is: 'always' | 'maybe' | 'never'
}

const NOTHING: Found = { shape: NEVER, is: 'never' }

/** Follows a path. */
export function read(shape: Shape, path: ReferencePath): Found {
  const [step, ...rest] = path
  if (step === undefined) return { shape, is: 'always' }
  if (shape.kind === 'any') return { shape: ANY, is: 'maybe' }
  if (shape.kind === 'union') return either(shape.of.map((one) => read(one, path)))
  if (shape.kind === 'object' && typeof step === 'string') {
    const field = fieldOf(shape.fields, step)
    if (!field) return shape.isOpen ? { shape: ANY, is: 'maybe' } : NOTHING
    const found = read(field.shape, rest)
    return field.isOptional ? unsure(found) : found
  }
  if (shape.kind === 'array' && typeof step === 'number') {
    if (!shape.each) return unsure(read(shape.items, rest))
    const item = shape.each[step]
    return item ? read(item, rest) : NOTHING
  }
  return NOTHING
}

const unsure = (found: Found): Found => (found.is === 'always' ? { ...found, is: 'maybe' } : found)

function either(found: readonly Found[]): Found {
  const some = found.filter(({ is }) => is !== 'never')
  if (some.length === 0) return NOTHING
  const isSure = found.every(({ is }) => is === 'always')
  return { shape: unionOf(some.map(({ shape }) => shape)), is: isSure ? 'always' : 'maybe' }
}

/** Puts a value at a path, as `ResultPath` does. NEVER: it fits nowhere. */
export function write(shape: Shape, path: ReferencePath, value: Shape): Shape {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (shape.kind === 'union') return unionOf(shape.of.map((one) => write(one, path, value)))
  if (typeof step === 'number') {
    if (shape.kind === 'any') return { kind: 'array', items: ANY }
    if (shape.kind !== 'array') return NEVER
    if (!shape.each) return { ...shape, items: unionOf([shape.items, write(shape.items, rest, value)]) }
    const item = shape.each[step]
    if (!item) return NEVER
    const each = shape.each.with(step, write(item, rest, value))
    return { kind: 'array', items: unionOf(each), each }
  }
  if (shape.kind !== 'any' && shape.kind !== 'object') return NEVER
  const { fields, isOpen } = shape.kind === 'object' ? shape : { fields: {}, isOpen: true }
  const field = fieldOf(fields, step)
  // A missing object is made.
  const base = field ? unionOf(field.isOptional ? [field.shape, EMPTY] : [field.shape]) : isOpen ? ANY : EMPTY
  const written = write(base, rest, value)
  if (isNever(written) && rest.length > 0) return NEVER
  return { kind: 'object', fields: { ...fields, [step]: { shape: written, isOptional: false } }, isOpen }
}
