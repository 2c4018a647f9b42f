import type { HonoRequest } from 'hono'
import * as z from 'zod/mini'
import { messageOf, type Route } from '../../contract/index.ts'
import { badRequest, Problem } from '../problem.ts'
import { shapeProblem } from './json-shape.ts'
import { messages } from '../schema-messages.ts'

/** A request's parts, validated by its route. */
export interface ParsedRequest {
  params: unknown
  query: unknown
  body: unknown
}

/** @throws Problem 400 or 415, which names the field */
export async function readRequest(route: Route, request: HonoRequest): Promise<ParsedRequest> {
  const params = parse(paramsOf(route), request.param(), 'path')
  // The routes' schemas expect a string for a parameter that occurs once, and a list for one that is repeated.
  const given = Object.entries(request.queries()).map(([name, values]) => [
    name,
    values.length > 1 ? values : values[0],
  ])
  const query = parse(route.query ?? NO_QUERY, Object.fromEntries(given), 'query')
  const body = route.body ? parse(route.body, await readJson(request), 'body') : undefined
  return { params, query, body }
}

/** A schema costs more to make than to use. */
const paramSchemas = new WeakMap<Route, z.ZodMiniType>()
const NO_QUERY = z.strictObject({})

function paramsOf(route: Route): z.ZodMiniType {
  const schema = paramSchemas.get(route) ?? z.object(route.params ?? {})
  paramSchemas.set(route, schema)
  return schema
}

async function readJson(request: HonoRequest): Promise<unknown> {
  const contentType = request.header('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    throw new Problem(
      415,
      `Content-Type is ${contentType === '' ? 'missing' : JSON.stringify(contentType)}: expected application/json`,
    )
  }
  const text = await request.text()
  const problem = shapeProblem(text)
  if (problem !== undefined) throw badRequest(`body: ${problem}`)
  return parseJson(text)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw badRequest(`body: not JSON (${messageOf(error)})`)
  }
}

function parse(schema: z.ZodMiniType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value, { error: messages })
  if (result.success) return result.data
  throw badRequest(
    result.error.issues
      .slice(0, 5)
      .map((issue) => describe(issue, where))
      .join('; '),
  )
}

function describe(issue: z.core.$ZodIssue, where: string): string {
  const path = [where, ...issue.path].join('.')
  if (issue.code === 'invalid_union') {
    const best = closest(issue.errors)
    if (best && (best.path.length > 0 || best.code === 'unrecognized_keys')) return describe(best, path)
  }
  return `${path}: ${issue.message}`
}

/** The issue of the union's branch with the fewest faults; of two such branches, of the one that got deeper. */
function closest(branches: z.core.$ZodIssue[][]): z.core.$ZodIssue | undefined {
  const [best] = branches.toSorted((a, b) => faults(a) - faults(b) || depth(b) - depth(a))
  return best?.toSorted((a, b) => b.path.length - a.path.length)[0]
}

/** How many fields are wrong. */
function faults(issues: z.core.$ZodIssue[]): number {
  const counts = issues.map((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.length : 1))
  return counts.reduce((sum, count) => sum + count, 0)
}

function depth(issues: z.core.$ZodIssue[]): number {
  return Math.max(...issues.map(({ path }) => path.length))
}
