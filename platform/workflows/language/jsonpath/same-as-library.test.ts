import * as fc from 'fast-check'
import { JSONPathEnvironment } from 'json-p3'
import { expect, test } from 'vitest'
import { propertyOf } from '../../../../test/support/property.ts'
import { parsePath } from '../path.ts'
import { Work } from '../work.ts'

const library = new JSONPathEnvironment()

const name = fc.constantFrom('a', 'b', 'c')
const leaf = fc.constantFrom<unknown>(0, 1, 2.5, '', 'a', 'b', true, false, null)
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(name, tie('data'), { maxKeys: 3 }),
  ),
}))

const index = fc.integer({ min: -5, max: 5 })
const bound = fc.option(index, { nil: '' })
const literal = fc.constantFrom('0', '1', '2.5', "'a'", '"b"', 'true', 'false', 'null')
const operator = fc.constantFrom('==', '!=', '<', '<=', '>', '>=')
const singular = fc
  .tuple(fc.constantFrom('@', '$'), fc.array(fc.constantFrom('.a', "['b']", '[0]', '[-1]'), { maxLength: 2 }))
  .map(([root, steps]) => root + steps.join(''))
const { query } = fc.letrec<{ condition: string; selector: string; query: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc
      .tuple(fc.oneof(literal, singular), operator, fc.oneof(literal, singular))
      .map((parts) => parts.join(' ')),
    fc.tuple(singular, operator, literal).map(([path, ...rest]) => `length(${path}) ${rest.join(' ')}`),
    tie('query').map((path) => `count(${path.replace('$', '@')}) > 1`),
    tie('query').map((path) => path.replace('$', '@')),
    tie('condition').map((inner) => `!(${inner})`),
    fc.tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition')).map((parts) => parts.join(' ')),
  ),
  selector: fc.oneof(
    name.map((key) => `'${key}'`),
    index.map(String),
    fc.constant('*'),
    fc.tuple(bound, bound).map(([from, to]) => `${from}:${to}`),
    fc.tuple(bound, bound, index).map(([from, to, step]) => `${from}:${to}:${step}`),
    tie('condition').map((inner) => `?${inner}`),
  ),
  query: fc
    .array(
      fc.oneof(
        name.map((key) => `.${key}`),
        name.map((key) => `..${key}`),
        fc.constantFrom('.*', '..*'),
        fc.array(tie('selector'), { minLength: 1, maxLength: 2 }).map((some) => `[${some.join(', ')}]`),
        tie('selector').map((selector) => `..[${selector}]`),
      ),
      { maxLength: 3 },
    )
    .map((segments) => `$${segments.join('')}`),
}))

/** The library refuses some valid paths, such as `$[?@[?@.a], 1:2]`. */
function compile(path: string) {
  try {
    return library.compile(path)
  } catch {
    return undefined
  }
}

const { numRuns, seeds } = propertyOf(1000)
test.each(seeds)('paths find what a library for RFC 9535 finds, in its order (seed %i)', (seed) => {
  fc.assert(
    fc.property(query, data, (path, value) => {
      const compiled = compile(path)
      fc.pre(compiled !== undefined)
      const found = compiled.query(value as Parameters<typeof compiled.query>[0]).values()
      const expected = compiled.singularQuery() ? found.slice(0, 1) : [found]
      expect(parsePath(path).find({ data: value, context: {}, work: new Work() })).toEqual(expected)
    }),
    { numRuns, seed },
  )
})
