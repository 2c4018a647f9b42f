import { parseAst } from 'vite'

/** Where a file calls `it` or `test`, by lines from 1. */
export interface CallSite {
  from: number
  to: number
}

interface Node {
  type: string
  start: number
  end: number
  [key: string]: unknown
}

/** Members of `it` that make another `it` of their argument, and no test. */
const MAKERS = new Set(['each', 'for', 'skipIf', 'runIf', 'extend', 'override', 'scoped'])

/** The calls in a file of tests that must each come to a test or more. */
export function callSitesOf(code: string): CallSite[] {
  const lineAt = (offset: number) => code.slice(0, offset).split('\n').length
  const found: CallSite[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk)
    if (!isNode(value)) return
    if (value.type === 'CallExpression' && makesTests(value.callee))
      found.push({ from: lineAt(value.start), to: lineAt(value.end) })
    Object.values(value).forEach(walk)
  }
  walk(parseAst(code, { lang: 'ts' }))
  return found
}

/** Whether a call of it makes tests: `it`, `it.concurrent`, `it.each([…])`, but not `it.each`. */
function makesTests(callee: unknown): boolean {
  if (!isNode(callee)) return false
  if (callee.type === 'Identifier') return callee['name'] === 'it' || callee['name'] === 'test'
  if (callee.type === 'MemberExpression') {
    const { object, property } = callee
    return isNode(property) && !MAKERS.has(String(property['name'])) && makesTests(object)
  }
  if (callee.type !== 'CallExpression' || !isNode(callee['callee'])) return false
  const maker = callee['callee']
  const { property } = maker
  return isNode(property) && MAKERS.has(String(property['name'])) && makesTests(maker['object'])
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
