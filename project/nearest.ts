import { closestMatch } from 'leven'

/** `: did you mean review?`, where one of the names is close to what was written; otherwise nothing. */
export function didYouMean(written: string, names: readonly string[]): string {
  const most = Math.max(1, Math.floor(written.length / 3))
  const nearest = closestMatch(written, [...names], { maxDistance: most })
  return nearest === undefined ? '' : `: did you mean ${nearest}?`
}
