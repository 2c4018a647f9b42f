// Fields that more than one type of state has.
import * as z from 'zod/mini'
import { messageOf } from '../../../contract/index.ts'
import { parseCondition, type Complain } from './choice.ts'
import { MOST_SECONDS } from './numbers.ts'
import { parsePath, type Path } from './path.ts'
import { parseTemplate, readExpression, type Template } from './payload-template.ts'
import { parseReferencePath, type ReferencePath } from './reference-path.ts'
import type { Retrier } from './retry.ts'

/** A schema that parses its input by `read`, which reports each problem at its place. */
function reads<Read>(read: (value: unknown, complain: Complain) => Read) {
  return z.pipe(
    z.unknown(),
    z.transform((value, context): Read => {
      const complain: Complain = (path, message) =>
        context.issues.push({ code: 'custom', path: [...path], message, input: value })
      return read(value, complain)
    }),
  )
}

function pathOf(value: unknown, complain: Complain): Path | undefined {
  if (typeof value !== 'string') {
    complain([], 'expected a path such as $.total')
    return undefined
  }
  try {
    return parsePath(value)
  } catch (error) {
    complain([], messageOf(error))
    return undefined
  }
}

const SomePath = reads((value, complain) => pathOf(value, complain))
/** A path that may find any number of values. */
export const AnyPath = z.optional(SomePath)
/** A path, or null; absent means the whole. */
export const AnyPathOrNull = z.optional(z.nullable(SomePath))

/** A path that must lead to one place. */
export const PathToOne = z.optional(
  reads((value, complain) => {
    const path = pathOf(value, complain)
    if (path && !path.isReference) complain([], `${path.text} may lead to more than one place`)
    return path
  }),
)

/** Where a result goes in the state's data; null discards it. */
export const ResultPath = z.optional(
  z.nullable(
    reads((value, complain): ReferencePath | undefined => {
      const path = typeof value === 'string' ? parseReferencePath(value) : undefined
      if (path) return path
      complain([], 'expected a path to one place, such as $.result, or null')
      return undefined
    }),
  ),
)

/** A template of a field: JSON in which names that end in `.$` have a path or a function as their value. */
export const payloadTemplate = (field: string) =>
  z.optional(reads((value, complain): Template => parseTemplate(value, complain, field)))

/** A path or an intrinsic function that gives a string. */
export const stringExpression = (field: string) =>
  z.optional(
    reads((value, complain) => {
      if (typeof value === 'string') return readExpression(value, complain, field)
      complain([], 'expected a path or an intrinsic function')
      return undefined
    }),
  )

const Name = z.string().check(z.minLength(1))
/** A whole number of seconds, at least one. */
export const Seconds = z.int().check(z.gte(1), z.lte(MOST_SECONDS))
const Count = z.int().check(z.gte(0), z.lte(MOST_SECONDS))

const ErrorEquals = z.array(Name).check(z.minLength(1))

const Retry = z.strictObject({
  ErrorEquals,
  IntervalSeconds: z.optional(Seconds),
  MaxAttempts: z.optional(Count),
  BackoffRate: z.optional(z.number().check(z.gte(1))),
  MaxDelaySeconds: z.optional(z.int().check(z.gte(1), z.lte(31_622_400))),
  JitterStrategy: z.optional(z.enum(['FULL', 'NONE'])),
  Comment: z.optional(z.string()),
}) satisfies z.ZodMiniType<Retrier>

const Catcher = z.strictObject({
  ErrorEquals,
  Next: Name,
  ResultPath,
  Comment: z.optional(z.string()),
})
/** Which errors go on where. */
export type Catcher = z.infer<typeof Catcher>

/** States.ALL stands alone and comes last. */
const allComesLast = z.check<{ ErrorEquals: string[] }[]>((context) => {
  for (const [index, { ErrorEquals: names }] of context.value.entries()) {
    if (!names.includes('States.ALL')) continue
    if (names.length > 1)
      context.issues.push({
        code: 'custom',
        path: [index, 'ErrorEquals'],
        message: 'States.ALL stands alone',
        input: names,
      })
    if (index < context.value.length - 1)
      context.issues.push({
        code: 'custom',
        path: [index, 'ErrorEquals'],
        message: 'States.ALL stands in the last one',
        input: names,
      })
  }
})

/** The fields that every state may have. */
export const common = {
  Comment: z.optional(z.string()),
  QueryLanguage: z.optional(
    z.literal(
      'JSONPath',
      'JSONata is not supported: use JSONPath, with Parameters, ResultSelector and ResultPath',
    ),
  ),
}

/** The fields of states that take data and pass it on. */
export const flow = { ...common, InputPath: AnyPathOrNull, OutputPath: AnyPathOrNull }

/** What follows a state: one of the two. */
export const onward = { Next: z.optional(Name), End: z.optional(z.boolean()) }

/** How a state handles errors. */
export const errorHandling = {
  Retry: z.optional(z.array(Retry).check(allComesLast)),
  Catch: z.optional(z.array(Catcher).check(allComesLast)),
}

/** A Choice rule: its condition, read, and where it leads. */
export const ChoiceRule = reads((value, complain) => {
  const when = parseCondition(value, complain)
  const rule = typeof value === 'object' && value !== null ? value : {}
  const next: unknown = Reflect.get(rule, 'Next')
  const end: unknown = Reflect.get(rule, 'End')
  if (next !== undefined && typeof next !== 'string') complain(['Next'], 'expected the name of a state')
  if (end !== undefined && typeof end !== 'boolean') complain(['End'], 'expected true')
  if ((next === undefined) === (end !== true)) complain([], 'expected either Next or "End": true')
  return { when, Next: typeof next === 'string' ? next : undefined }
})

/** Refuses an object that has none, or more than one, of these fields. */
export function oneOf(names: readonly string[], required = true) {
  return z.check<object>((context) => {
    const given = names.filter((name) => Reflect.get(context.value, name) !== undefined)
    if (given.length === 1 || (given.length === 0 && !required)) return
    const message = `expected ${required ? 'exactly' : 'at most'} one of ${names.join(', ')}`
    context.issues.push({ code: 'custom', path: [], message, input: context.value })
  })
}
