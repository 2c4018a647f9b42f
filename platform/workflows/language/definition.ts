import { isObject } from '../../../contract/is-object.ts'
import { messageOf } from '../../../contract/index.ts'
import { messages } from '../../schema-messages.ts'
import { sizeOf } from './json.ts'
import { Machine } from './states.ts'
import { whyUnsupported } from './unsupported.ts'
import { checkStructure, placeOf } from './structure.ts'

/** A definition that is ready to run, or all its problems, each with its place (`States.Predict.Next: …`). */
export type Reading = { machine: Machine } | { problems: string[] }

/** The largest that a definition may be as JSON, in bytes of UTF-8, as on AWS. */
const MOST_BYTES = 1_048_576

/** Reads and checks a definition in Amazon States Language. */
export function readDefinition(definition: unknown): Reading {
  const problem = whyTooLarge(definition)
  if (problem !== undefined) return { problems: [problem] }
  const { data: machine, error } = Machine.safeParse(definition, { error: messages })
  const problems = new Set([
    ...(error?.issues ?? []).flatMap((issue) => describe(issue, definition)),
    ...checkStructure(definition),
  ])
  return machine && problems.size === 0 ? { machine } : { problems: [...problems] }
}

function whyTooLarge(definition: unknown): string | undefined {
  try {
    sizeOf(definition, MOST_BYTES)
    return undefined
  } catch (error) {
    return `the definition is ${messageOf(error)}`
  }
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
  if (issue.code === 'invalid_key') return [`${place}: ${describeName(String(issue.path.at(-1)))}`]
  if (issue.path.at(-1) === 'Resource' && typeof value === 'string' && value.startsWith('arn:'))
    return [`${place}: ${describeArn(value)}`]
  return [place === '' ? issue.message : `${place}: ${issue.message}`]
}

function unknownField(name: string, state: unknown): string {
  const unsupported = whyUnsupported(name)
  if (unsupported !== undefined) return unsupported
  const type =
    isObject(state) && typeof state['Type'] === 'string' ? `a ${state['Type']} state` : 'what it stands in'
  return `is no field of ${type}`
}

const describeName = (name: string) =>
  name === ''
    ? "a state's name is not empty"
    : `a state's name has at most 80 characters, and this one has ${name.length}`

const describeArn = (arn: string) =>
  arn.includes('.waitForTaskToken')
    ? 'task tokens are not supported: use a manual transition, whose execution waits for its outcome'
    : 'resources of AWS are not supported: expected the id of a transition'

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (inner: unknown, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  )
}
