/**
 * Puts the arguments where the template has `{}`; `\{`, `\}` and `\\` stand for themselves.
 * @throws in words, if there are more or fewer of them
 */
export function format(template: string, args: readonly unknown[]): string {
  let next = 0
  const text = template.replaceAll(/\\([{}\\])|\{\}/gu, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped
    const value = args[next]
    next += 1
    return match === '{}' && next <= args.length ? written(value) : match
  })
  if (next !== args.length) throw new Error(`the template has ${next} places, and not ${args.length}`)
  return text
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
