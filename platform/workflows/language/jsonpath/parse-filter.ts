import type { Reader } from './reader.ts'
import { isSingular, type Condition, type Operand, type Operator, type Query } from './syntax.ts'

const OPERATOR = /==|!=|<=|>=|<|>/uy
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy
const FUNCTION = /([a-z][a-z_0-9]*)\s*\(/uy
/** Jayway's JSONPath takes a word without quotes as a string. */
const WORD = /[A-Za-z_][\w-]*/uy
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null }

/** What parses the queries in a filter. */
type ParseQuery = (reader: Reader, isInFilter: boolean) => Query

/** Parses the condition of a filter. */
export function parseFilter(reader: Reader, parseQuery: ParseQuery): Condition {
  const first = parseAnd(reader, parseQuery)
  const of = [first]
  while (takeOperator(reader, '||')) of.push(parseAnd(reader, parseQuery))
  return of.length === 1 ? first : { kind: 'or', of }
}

function parseAnd(reader: Reader, parseQuery: ParseQuery): Condition {
  const first = parseTest(reader, parseQuery)
  const of = [first]
  while (takeOperator(reader, '&&')) of.push(parseTest(reader, parseQuery))
  return of.length === 1 ? first : { kind: 'and', of }
}

function takeOperator(reader: Reader, operator: string): boolean {
  reader.skipSpace()
  return reader.take(operator)
}

function parseTest(reader: Reader, parseQuery: ParseQuery): Condition {
  reader.skipSpace()
  if (reader.take('!')) return { kind: 'not', of: reader.nest(() => parseTest(reader, parseQuery)) }
  if (reader.take('(')) {
    const inner = reader.nest(() => parseFilter(reader, parseQuery))
    if (!takeOperator(reader, ')')) reader.fail(')')
    return inner
  }
  const left = parseOperand(reader, parseQuery)
  reader.skipSpace()
  const operator = reader.match(OPERATOR)?.[0]
  if (operator !== undefined) {
    reader.skipSpace()
    const right = parseOperand(reader, parseQuery)
    for (const side of [left, right])
      if (side.kind === 'query' && !isSingular(side.query))
        throw new Error('a comparison takes paths to one place only')
    return { kind: 'compare', operator: operator as Operator, left, right }
  }
  if (reader.take('=~')) refuseRegularExpressions('=~')
  return left.kind === 'query' ? { kind: 'exists', query: left.query } : reader.fail('a comparison')
}

function parseOperand(reader: Reader, parseQuery: ParseQuery): Operand {
  const text = reader.string()
  if (text !== undefined) return { kind: 'literal', value: text }
  const number = reader.match(NUMBER)
  if (number) return { kind: 'literal', value: Number(number[0]) }
  const call = reader.match(FUNCTION)
  if (call) return reader.nest(() => parseCall(reader, call[1] ?? '', parseQuery))
  const word = reader.match(WORD)?.[0]
  if (word !== undefined) return { kind: 'literal', value: Object.hasOwn(WORDS, word) ? WORDS[word] : word }
  return { kind: 'query', query: parseQuery(reader, true) }
}

function parseCall(reader: Reader, name: string, parseQuery: ParseQuery): Operand {
  if (name === 'match' || name === 'search') refuseRegularExpressions(`${name}()`)
  if (name !== 'length' && name !== 'count' && name !== 'value')
    throw new Error(`there is no function ${name}(): there are length(), count() and value()`)
  reader.skipSpace()
  const of = parseOperand(reader, parseQuery)
  if (!takeOperator(reader, ')')) reader.fail(')')
  if (name !== 'length') return { kind: name, query: queryOf(of, name) }
  if (of.kind === 'query' && !isSingular(of.query)) throw new Error('length() takes a path to one place only')
  return { kind: 'length', of }
}

const queryOf = (operand: Operand, name: string): Query => {
  if (operand.kind === 'query') return operand.query
  throw new Error(`${name}() takes a path`)
}

function refuseRegularExpressions(name: string): never {
  throw new Error(
    `${name} is not supported, as AWS has no regular expressions: compare, or use StringMatches in a Choice`,
  )
}
