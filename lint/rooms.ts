import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))

/** What the files of a room may import of the others. Where a room is not named, any. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  contract: [],
  client: ['contract'],
  runtime: ['contract', 'client'],
  platform: ['contract'],
  project: ['contract', 'client', 'runtime', 'platform'],
  testing: ['contract', 'client', 'runtime', 'platform', 'project'],
  cli: ['contract', 'client', 'runtime', 'platform', 'project', 'testing'],
  examples: [],
  templates: [],
}
/** Rooms whose files are a user's: they import the package by its name. */
const USERS = ['examples', 'templates']
/** The one file that knows what the embedded store is made of. */
const SQLITE = 'platform/store/sqlite.ts'
/** What an HTTP error is, and the folders that make some. */
const PROBLEM = 'platform/problem.ts'
const MAKES_PROBLEMS = /^platform\/(api|web)\//

/** What is wrong with an import, if anything. Both paths are from the project's root, with `/`. */
function problemOf(file: string, source: string): string | undefined {
  const [room = ''] = file.split('/')
  const allowed = MAY_IMPORT[room]
  if (!allowed) return undefined
  if (source === 'node:sqlite' && file !== SQLITE) return `Only ${SQLITE} knows what the store is made of.`
  if (/^docker-transition(\/|$)/.test(source) && !USERS.includes(room))
    return 'Rooms import each other by path; the package name is for its users.'
  if (!source.startsWith('.')) return undefined
  const target = relative(root, resolve(root, dirname(file), source))
    .split(sep)
    .join('/')
  if (target === PROBLEM && !MAKES_PROBLEMS.test(file))
    return 'HTTP errors are made in platform/api/ and platform/web/: give a reason instead (platform/refusal.ts).'
  const [targetRoom = ''] = target.split('/')
  if (targetRoom === room || !target.includes('/') || allowed.includes(targetRoom)) return undefined
  const which = USERS.includes(room) ? 'only the public package' : allowed.join('/, ') || 'no other room'
  return `An arrow against the order of rooms: ${room}/ may import ${which}.`
}

/** A node of the syntax tree that names a module. */
export interface Module {
  source?: { type: string; value?: unknown } | null
}

/** What the linter gives a rule. */
export interface Context {
  filename: string
  report(problem: { node: Module; message: string }): void
}

/** A rule: imports run from room to room in one direction only. */
export const rooms = {
  create(context: Context) {
    const file = relative(root, context.filename).split(sep).join('/')
    function check(node: Module): void {
      const { value } = node.source ?? {}
      const message = typeof value === 'string' ? problemOf(file, value) : undefined
      if (message !== undefined) context.report({ node, message })
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    }
  },
}
