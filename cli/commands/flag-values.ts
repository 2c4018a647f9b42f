// Parsers of flags' values. They import nothing big: the help and the shell's completion load them, too.
import { InvalidArgumentError } from 'commander'

/** One more `KEY=VALUE` of a flag that may be repeated. */
export function readVariable(pair: string, variables: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(pair) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Expected KEY=VALUE.')
  return { ...variables, [name]: value }
}

/** One more value of a flag that may be repeated. */
export function readAnother(value: string, values: string[] | undefined): string[] {
  return [...(values ?? []), value]
}

/** Seconds, as the runtime reads them from its environment. */
export function readTimeout(value: string): string {
  if (/^\d+(\.\d+)?$/.test(value) && Number(value) >= 1 && Number(value) <= 1800) return value
  throw new InvalidArgumentError('Expected a number from 1 to 1800.')
}

/**
 * A flag's port.
 * @throws InvalidArgumentError
 */
export function readPort(value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65_535) return port
  throw new InvalidArgumentError('Expected a number from 0 to 65535.')
}

/** A whole number from 1 to `high`. */
export function readCount(high: number): (value: string) => number {
  return (value) => {
    if (/^[1-9]\d*$/.test(value) && Number(value) <= high) return Number(value)
    throw new InvalidArgumentError(`Expected a number from 1 to ${high}.`)
  }
}

/**
 * A flag's URL of a server.
 * @throws InvalidArgumentError
 */
export function readHttpUrl(value: string): URL {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value)
  throw new InvalidArgumentError('Expected an http or https URL.')
}

/** An http or https URL without a path. */
export function readOrigin(value: string): URL {
  const url = readHttpUrl(value)
  if (url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '') return url
  throw new InvalidArgumentError('Expected an http or https URL without a path.')
}
