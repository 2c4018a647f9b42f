import { closestMatch } from 'leven'

/** The name that was meant, where one of them is close to what was written. */
export function nearest(written: string, names: readonly string[]): string | undefined {
  const most = Math.max(1, Math.round(written.length / 3))
  return closestMatch(written, [...names], { maxDistance: most })
}

/** `: did you mean review?`, where one of the names is close to what was written; otherwise nothing. */
export function didYouMean(written: string, names: readonly string[]): string {
  const meant = nearest(written, names)
  return meant === undefined ? '' : `: did you mean ${meant}?`
}
