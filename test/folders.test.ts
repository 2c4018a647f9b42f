import { expect, it } from 'vitest'
import { readImports, type Import } from './support/imports.ts'

const imports = readImports()

/** A folder at one level of the tree: what stands directly in it are its parts, each a file or a folder with all below. */
interface Level {
  folder: string
  /** Which part needs which others, and by which import. */
  needs: Map<string, Map<string, Import>>
}

/** How the parts of each folder depend on each other, as far as values go. */
function levelsOf(all: readonly Import[]): Level[] {
  const levels = new Map<string, Level['needs']>()
  for (const one of all) {
    const [from, to] = [one.from.split('/'), one.to.split('/')]
    const depth = from.findIndex((part, index) => part !== to[index])
    if (depth < 0) continue
    const folder = from.slice(0, depth).join('/')
    const needs = levels.get(folder) ?? new Map()
    levels.set(folder, needs)
    const part = from.slice(0, depth + 1).join('/')
    needs.set(part, (needs.get(part) ?? new Map()).set(to.slice(0, depth + 1).join('/'), one))
  }
  return [...levels].map(([folder, needs]) => ({ folder, needs }))
}

/** The first way found from a part back to itself. */
function circleOf({ needs }: Level): Import[] | undefined {
  const done = new Set<string>()
  function walk(part: string, way: { part: string; by: Import }[]): Import[] | undefined {
    const start = way.findIndex((step) => step.part === part)
    if (start >= 0) return way.slice(start).map(({ by }) => by)
    if (done.has(part)) return undefined
    for (const [next, by] of needs.get(part) ?? []) {
      const found = walk(next, [...way, { part, by }])
      if (found) return found
    }
    done.add(part)
    return undefined
  }
  for (const part of needs.keys()) {
    const found = walk(part, [])
    if (found) return found
  }
  return undefined
}

const imported = (from: string, to: string): Import => ({ from, to, isType: false })

const circles = (all: readonly Import[]) =>
  levelsOf(all).flatMap((level) => {
    const circle = circleOf(level)
    return circle ? [circle.map(({ from, to }) => `${from} -> ${to}`)] : []
  })

it('no folder depends on one that depends on it: only types may run back', () => {
  expect(imports.length).toBeGreaterThan(1000)
  expect(circles(imports.filter(({ isType }) => !isType))).toEqual([])
})

it('no part of platform/ depends on one that depends on it, not even by types', () => {
  const inside = imports.filter((one) => [one.from, one.to].every((file) => file.startsWith('platform/')))
  const rooms = levelsOf(inside).filter(({ folder }) => folder === 'platform')
  expect(rooms.map(circleOf)).toEqual([undefined])
})

it('sees a circle across folders, also where no file imports itself', () => {
  expect(
    circles([
      imported('platform/a/one.ts', 'platform/b/one.ts'),
      imported('platform/b/two.ts', 'platform/c.ts'),
      imported('platform/c.ts', 'platform/a/two.ts'),
      imported('platform/a/one.ts', 'platform/a/two.ts'),
    ]),
  ).toEqual([
    [
      'platform/a/one.ts -> platform/b/one.ts',
      'platform/b/two.ts -> platform/c.ts',
      'platform/c.ts -> platform/a/two.ts',
    ],
  ])
})
