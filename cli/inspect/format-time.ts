/** How long ago something was, in at most four characters: `now`, `12s`, `5m`, `3h`, `12d`. */
export function age(time: string | null | undefined, now: number): string {
  if (!time) return '-'
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000))
  if (seconds < 1) return 'now'
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h`
  return `${Math.min(999, Math.floor(seconds / 86_400))}d`
}

/** From start to end, in at most five characters: `0.52s`, `12.3s`, `5m03s`, `1h04m`. Empty while it has no end. */
export function duration(start: string | null | undefined, end: string | null | undefined): string {
  if (!start || !end) return ''
  const seconds = Math.max(0, (Date.parse(end) - Date.parse(start)) / 1000)
  if (seconds < 9.995) return `${seconds.toFixed(2)}s`
  if (seconds < 59.95) return `${seconds.toFixed(1)}s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes}m${twoDigits(seconds % 60)}s`
    : `${Math.floor(minutes / 60)}h${twoDigits(minutes % 60)}m`
}

function twoDigits(number: number): string {
  return String(Math.floor(number)).padStart(2, '0')
}
