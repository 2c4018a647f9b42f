import { isObject } from '../../../../contract/is-object.ts'
import type { Work } from '../work.ts'

/** Whether two JSON values are equal. The order of an object's fields does not count. */
export function isEqual(one: unknown, other: unknown, work: Work): boolean {
  work.spend(1)
  if (typeof one === 'string' && typeof other === 'string') {
    if (one.length !== other.length) return false
    work.spendText(one.length)
    return one === other
  }
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isEqual(item, other[index], work))
    )
  if (!isObject(one)) return one === other
  if (!isObject(other)) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name], work))
  )
}
