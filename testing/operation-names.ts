import { listOperations, routes, type Route, type Routes } from '../contract/index.ts'
import { operationOf } from '../contract/make-fixture.ts'

/** What one segment of a path is called: `{executionId}` an execution, `executions` executions. */
type Noun<Path extends string> = Path extends `${string}/${infer Rest}`
  ? Noun<Rest>
  : Path extends `{${infer Name}Id}`
    ? Name
    : Path

/** Workflows have executions too. */
type NounOf<Path extends string> = Path extends `/workflows/{workflowId}/${infer Rest}`
  ? `workflow ${Noun<Rest>}`
  : Noun<Path>

type NamesIn<Tree> = {
  [Name in keyof Tree]: Tree[Name] extends {
    method: infer Method extends string
    path: infer Path extends string
  }
    ? `${Method} ${NounOf<Path>}`
    : NamesIn<Tree[Name]>
}[keyof Tree]

/**
 * An operation of the API by its method and what it is about: `PATCH execution`, `POST predictions`, `GET document`,
 * `POST heartbeats`, `PATCH workflow execution`; `POST token` is the call for a token.
 */
export type OperationName = NamesIn<Routes> | 'POST token'

/** The name of the operation that a call is of; undefined where the API has none. */
export function operationName(method: string, path: string): OperationName | undefined {
  return names.get(operationOf({ method, path }) ?? '')
}

/** @throws TypeError for what is no operation's name, with those that are like it */
export function checkOperationName(name: string): void {
  const known: string[] = ['POST token', ...names.values()]
  if (known.includes(name)) return
  const method = name.split(' ')[0] ?? ''
  const alike = known.filter((other) => other.startsWith(`${method} `))
  throw new TypeError(
    `There is no operation ${JSON.stringify(name)}: expected one of ${(alike.length > 0 ? alike : known).join(', ')}`,
  )
}

/** By the operation's place in the route table. */
const names = new Map(listOperations(routes).map(({ id, route }) => [id, nameOf(route)]))

function nameOf({ method, path }: Route): OperationName {
  const noun = path
    .split('/')
    .at(-1)
    ?.replace(/^\{(\w+)Id\}$/, '$1')
  const owner = /^\/workflows\/\{workflowId\}\/./.test(path) ? 'workflow ' : ''
  return `${method} ${owner}${noun}` as OperationName
}
