import { fieldOf, gathered, inspected, isError } from './message-of.ts'

/** How many causes of an error a log line holds. */
const MAX_CAUSES = 5
/** How many characters of a stack, and of a field. */
const MAX_LENGTH = 16_384

/**
 * An error as a log line holds it, under pino's names: type, message, stack with those of its causes, and its own fields.
 * Never throws, whatever its getters do, and is bounded, however deep its causes go.
 */
export function describeError(error: unknown): unknown {
  if (!isError(error)) return bounded(error)
  const { message, stack, cause, ...fields } = ownFields(error)
  return {
    ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, bounded(value)])),
    type: text(fieldOf(error, 'name')) ?? 'Error',
    message: text(fieldOf(error, 'message')) ?? '',
    stack: stacks(error).slice(0, MAX_LENGTH),
  }
}

/** Its enumerable fields; those that can't be read are left out. */
function ownFields(error: Error): Record<string, unknown> {
  try {
    return Object.fromEntries(Object.keys(error).map((key) => [key, fieldOf(error, key)]))
  } catch {
    return {}
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, MAX_LENGTH) : undefined)

/** The stacks of an error, of its causes, and of the errors that it gathers. */
function stacks(error: Error): string {
  const seen = new Set<unknown>()
  const parts: string[] = []
  const queue: [unknown, prefix: string][] = [[error, '']]
  for (let next = queue.shift(); next && seen.size < MAX_CAUSES; next = queue.shift()) {
    const [one, prefix] = next
    if (!isError(one) || seen.has(one)) continue
    seen.add(one)
    parts.push(prefix + (text(fieldOf(one, 'stack')) ?? inspected(one)))
    const errors = gathered(one)
    if (errors)
      queue.push(...errors.slice(0, MAX_CAUSES).map((each): [unknown, string] => [each, 'one of: ']))
    queue.push([fieldOf(one, 'cause'), 'caused by: '])
  }
  return parts.join('\n')
}

/** A field's value, if JSON can carry it and it is not very long; else what people need of it. */
function bounded(value: unknown): unknown {
  try {
    if ((JSON.stringify(value) ?? '').length <= MAX_LENGTH) return value
  } catch {
    // A circle, a BigInt, a getter that throws.
  }
  return inspected(value).slice(0, MAX_LENGTH)
}
