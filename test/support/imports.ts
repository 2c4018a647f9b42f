import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'rolldown/utils'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** An import of one of the project's files by another. Paths start at the project's root. */
export interface Import {
  from: string
  to: string
  /** Whether it is gone once types are stripped. */
  isType: boolean
}

/** Which folders hold the project's code; `templates/` holds projects of their own. */
const CODE = '{contract,client,runtime,platform,project,testing,cli,test,bench}/**/*.{ts,js,cjs,mjs}'

/** All imports by relative path, also dynamic ones and re-exports. Unit tests are left out: they import what they need. */
export function readImports(): Import[] {
  return globSync(CODE, { cwd: root })
    .filter((file) => !/\.test(-d)?\.ts$|node_modules|^test\/fixtures\//.test(file))
    .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
}

function importsOf(file: string, source: string): Import[] {
  const { module, errors } = parseSync(file, source)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  const { staticImports, staticExports, dynamicImports } = module
  // `import { type A }` keeps the module's evaluation, as `import 'a'` does: only `import type` is erased.
  const found = [
    ...staticImports.map(({ start, end, moduleRequest }) => ({
      name: moduleRequest.value,
      isType: source.slice(start, end).startsWith('import type '),
    })),
    ...staticExports.flatMap(({ start, end, entries }) => {
      const name = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest?.value
      return name === undefined ? [] : [{ name, isType: source.slice(start, end).startsWith('export type ') }]
    }),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      name: source.slice(start + 1, end - 1),
      isType: false,
    })),
  ]
  return found
    .filter(({ name }) => name.startsWith('.'))
    .map(({ name, isType }) => ({ from: file, to: relative(root, join(root, dirname(file), name)), isType }))
}
