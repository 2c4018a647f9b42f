import { didYouMean } from '../nearest.ts'
import { describe, fieldOf, type Shape } from './shape.ts'

/**
 * Why no value of one shape is one of the other; undefined where some may be. Arrays may be empty, so that what is known of their
 * items says nothing.
 * @param place of the value, for people: `predictions[0].label`
 */
export function misfitOf(given: Shape, taken: Shape, place = ''): string | undefined {
  if (given.kind === 'any' || taken.kind === 'any') return undefined
  if (given.kind === 'union')
    return ofAll(
      given.of.map((one) => misfitOf(one, taken, place)),
      place,
    )
  if (taken.kind === 'union') {
    const misfits = taken.of.map((one) => misfitOf(given, one, place))
    if (misfits.some((misfit) => misfit === undefined)) return undefined
    return taken.of.length === 1 ? misfits[0] : unlike(given, taken, place)
  }
  if (given.kind === 'object' && taken.kind === 'object') return misfitOfFields(given, taken, place)
  if (given.kind === 'array' && taken.kind === 'array') {
    for (const [index, item] of (given.each ?? []).entries()) {
      const misfit = misfitOf(item, taken.items, `${place}[${index}]`)
      if (misfit !== undefined) return misfit
    }
    return undefined
  }
  if (given.kind !== taken.kind) return unlike(given, taken, place)
  const [one, other] = 'value' in given && 'value' in taken ? [given.value, taken.value] : []
  return one === other ? undefined : unlike(given, taken, place)
}

type Fields = Extract<Shape, { kind: 'object' }>

function misfitOfFields(given: Fields, taken: Fields, place: string): string | undefined {
  for (const name of new Set([...Object.keys(given.fields), ...Object.keys(taken.fields)])) {
    const at = place === '' ? name : `${place}.${name}`
    const [gives, takes] = [fieldOf(given.fields, name), fieldOf(taken.fields, name)]
    const isNeeded = takes?.isOptional === false && takes.shape.kind !== 'any'
    if (isNeeded && !gives && !given.isOpen) {
      const names = Object.keys(given.fields)
      const known = names.length === 0 ? 'which has no field' : `which has ${names.join(', ')}`
      return `needs ${at}, and no step gives it: not in ${place === '' ? 'its input' : place}, ${known}${didYouMean(name, names)}`
    }
    if (gives?.isOptional === false && !takes && !taken.isOpen) return `takes no ${at}, and gets one`
    // A field that may be missing on either side may be missing on both.
    if (!gives || !takes || (gives.isOptional && takes.isOptional)) continue
    if (gives.isOptional && !isNeeded) continue
    const misfit = misfitOf(gives.shape, takes.shape, at)
    if (misfit !== undefined) return misfit
  }
  return undefined
}

function unlike(given: Shape, taken: Shape, place: string): string {
  const what = place === '' ? 'an input that is' : `${place} as`
  return `takes ${what} ${describe(taken)}, and gets ${describe(given)}`
}

/** The first reason where there is one for each; of none at all: nothing comes here. */
function ofAll(misfits: readonly (string | undefined)[], place: string): string | undefined {
  if (misfits.length === 0) return `gets nothing${place === '' ? '' : ` as ${place}`}`
  return misfits.every((misfit) => misfit !== undefined) ? misfits[0] : undefined
}
