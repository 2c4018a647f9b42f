/** Milliseconds, or a number with its unit: `90s`, `1.5m`, `250ms`, `2h`, `3d`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** @throws TypeError for what is no duration */
export function milliseconds(duration: Duration): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(String(duration)) ?? []
  const ms = typeof duration === 'number' ? duration : Number(number) * (UNITS[unit ?? ''] ?? Number.NaN)
  if (ms >= 0 && ms < Infinity) return ms
  throw new TypeError(`${JSON.stringify(duration)} is no duration: expected milliseconds, or 90s, 2m, 250ms`)
}
