import { messages } from '../../schema-messages.ts'
import { isObject } from './reference-path.ts'
import { Machine } from './states.ts'
import { checkStructure, placeOf } from './structure.ts'

/** A definition, ready to run; or all that is wrong with it, each with its place (`States.Predict.Next: …`). */
export type Reading = { machine: Machine } | { problems: string[] }

/** Fields that a later version of the language brought, and that are asked for here and there. */
const LATER = new Set(['Arguments', 'Assign', 'Output', 'Items'])

/** Reads a definition in Amazon States Language, and checks it whole. */
export function readDefinition(definition: unknown): Reading {
  const { data: machine, error } = Machine.safeParse(definition, { error: messages })
  const problems = new Set([
    ...(error?.issues ?? []).flatMap((issue) => describe(issue, definition)),
    ...checkStructure(definition),
  ])
  return machine && problems.size === 0 ? { machine } : { problems: [...problems] }
}

type Issue = NonNullable<ReturnType<typeof Machine.safeParse>['error']>['issues'][number]

function describe(issue: Issue, definition: unknown): string[] {
  const place = placeOf(issue.path)
  const value = at(definition, issue.path)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${placeOf([...issue.path, key])}: ${unknownField(key, value)}`)
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'Type')
    return [`${place}: expected one of Task, Choice, Pass, Wait, Succeed, Fail, Parallel, Map`]
  if (value === undefined && issue.code !== 'custom' && place !== '') return [`${place}: is missing`]
  if (value === null && issue.code === 'invalid_union') return [`${place}: expected an object`]
  return [place === '' ? issue.message : `${place}: ${issue.message}`]
}

function unknownField(name: string, state: unknown): string {
  if (LATER.has(name))
    return 'came with a later version of the language than the one that this platform speaks'
  const type =
    isObject(state) && typeof state['Type'] === 'string' ? `a ${state['Type']} state` : 'what it stands in'
  return `is no field of ${type}`
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (inner: unknown, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  )
}
