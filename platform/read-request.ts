import type { HonoRequest } from 'hono'
import * as z from 'zod/mini'
import type { Route } from '../contract/index.ts'
import { badRequest, Problem } from './problem.ts'

/** A request's parts, validated by its route. */
export interface ParsedRequest {
  params: unknown
  query: unknown
  body: unknown
}

const messages = z.locales.en().localeError

/** @throws Problem 400 or 415, which names the field */
export async function readRequest(route: Route, request: HonoRequest): Promise<ParsedRequest> {
  const params = parse(z.object(route.params ?? {}), request.param(), 'path')
  // A parameter that stands once is a string, one that is repeated a list: as the routes' schemas expect.
  const given = Object.entries(request.queries()).map(([name, values]) => [
    name,
    values.length > 1 ? values : values[0],
  ])
  const query = parse(route.query ?? z.strictObject({}), Object.fromEntries(given), 'query')
  const body = route.body ? parse(route.body, await readJson(request), 'body') : undefined
  return { params, query, body }
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
  try {
    return JSON.parse(text)
  } catch (error) {
    throw badRequest(`body: not JSON (${error instanceof Error ? error.message : 'unreadable'})`)
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
  // Of a union's branches the one that got furthest says best what is wrong.
  const branches = issue.code === 'invalid_union' ? issue.errors.flat() : []
  const deepest = branches.toSorted((a, b) => b.path.length - a.path.length)[0]
  if (deepest && deepest.path.length > 0) return describe(deepest, path)
  return `${path}: ${issue.message}`
}
