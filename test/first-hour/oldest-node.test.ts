// What the package's code uses is in the oldest Node that the manifest admits: its modules, what they export, its globals.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'rolldown/utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { hasOwnNode, root, runWell, whyNoNode } from '../scaffold/machine.ts'
import { pathWith, type NodeVersion } from '../scaffold/nodes.ts'

/** What runs on the user's Node; of it, what browsers load. The image brings its own Node, and so does the repository. */
const BROWSERS = 'platform/web/assets/**'
const SHIPPED = '{cli,client,contract,platform,project,runtime,testing,templates,examples}/**/*.{ts,mjs,js}'

/** Prints what a Node has: globals, members of the classes among them and of their instances, modules and their exports. */
const INVENTORY = `
  const { builtinModules } = require('node:module')
  const own = (value) => Object.getOwnPropertyNames(value).filter((name) => /^[A-Za-z]\\w*$/.test(name))
  const globals = own(globalThis)
  const members = globals.flatMap((name) => {
    const value = /^[A-Z]/.test(name) ? globalThis[name] : undefined
    if (value === undefined || value === null) return []
    const methods = typeof value === 'function' && value.prototype ? own(value.prototype) : []
    return [...own(value).map((key) => name + '.' + key), ...methods.map((key) => name + '#' + key)]
  })
  const names = builtinModules.map((name) => 'node:' + name.replace(/^node:/, '')).concat('node:sqlite', 'node:test')
  const modules = {}
  for (const name of names) try { modules[name] = own(require(name)) } catch {}
  console.log(JSON.stringify({ globals, members, modules }))
`

interface Inventory {
  globals: string[]
  members: string[]
  modules: Record<string, string[]>
}

async function inventoryOf(node: NodeVersion): Promise<Inventory> {
  const args = ['--no-warnings', '-e', INVENTORY]
  return JSON.parse((await runWell('node', args, { cwd: root, path: await pathWith(node) })).stdout)
}

/** Names that are younger than the oldest Node, as patterns of how code uses them. */
function younger(oldest: Inventory, newest: Inventory): Map<string, RegExp> {
  const globals = newest.globals
    .filter((name) => !oldest.globals.includes(name))
    .map((name) => [name, new RegExp(`(?<![.\\w'"\`/-])${name}\\b(?!['"\`:-])`)] as const)
  const known = new Set(oldest.members.map((member) => member.split(/[.#]/)[1]))
  const members = newest.members
    .filter((member) => !oldest.members.includes(member))
    .filter((member) => oldest.globals.includes(member.split(/[.#]/)[0] ?? ''))
    .flatMap((member) => {
      const [owner = '', key = ''] = member.split(/[.#]/)
      if (member.includes('.')) return [[member, new RegExp(`\\b${owner}\\.${key}\\b`)] as const]
      // A name that others have, too, says nothing of whose it is.
      return known.has(key) ? [] : [[member, new RegExp(`\\.${key}\\(`)] as const]
    })
  return new Map([...globals, ...members])
}

/** The code as it runs, without its comments. */
function codeOf(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
}

describe.skipIf(!hasOwnNode)(`on the oldest Node${whyNoNode}`, () => {
  let oldest: Inventory
  let newest: Inventory
  beforeAll(async () => {
    ;[oldest, newest] = await Promise.all([inventoryOf('22.18.0'), inventoryOf('26')])
  })
  const files = globSync(SHIPPED, {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.test.ts', BROWSERS],
  })

  it('there is each import from a module of Node', () => {
    const missing: string[] = []
    for (const file of files) {
      const { staticImports } = parseSync(file, readFileSync(join(root, file), 'utf8')).module
      for (const { moduleRequest, entries } of staticImports) {
        if (!moduleRequest.value.startsWith('node:')) continue
        const exported = oldest.modules[moduleRequest.value]
        for (const { importName, isType } of entries)
          if (!isType && importName.name !== undefined && !exported?.includes(importName.name ?? ''))
            missing.push(`${file}: ${importName.name} of ${moduleRequest.value}`)
      }
    }
    expect(missing).toEqual([])
    expect(files.length).toBeGreaterThan(300)
  })

  it('there is each global, and each method of one', () => {
    const sources = files.map((file) => [file, codeOf(readFileSync(join(root, file), 'utf8'))] as const)
    const names = younger(oldest, newest)
    // A class of the project's own may have such a name.
    for (const [, code] of sources)
      for (const [, name = ''] of code.matchAll(/^export class (\w+)/gm)) names.delete(name)
    expect([...names.keys()]).toEqual(expect.arrayContaining(['AsyncDisposableStack', 'Promise.try']))
    const missing = sources.flatMap(([file, code]) =>
      [...names].flatMap(([name, pattern]) => (pattern.test(code) ? [`${file}: ${name}`] : [])),
    )
    expect(missing).toEqual([])
  })
})
