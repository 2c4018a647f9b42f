import { inspect } from 'node:util'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { describeError } from './describe-error.ts'
import { reject } from './reject-and-retry.ts'
import { messageOf } from './message-of.ts'
import { outcomeOfThrown } from './handler/outcome-of.ts'

const circle = new Error('first')
circle.cause = new Error('second', { cause: circle })

function chain(length: number): Error {
  let error = new Error('the root')
  for (let index = 1; index < length; index += 1) error = new Error(`cause ${index}`, { cause: error })
  return error
}

const throwing = (field: string) =>
  Object.defineProperty(new Error('broken'), field, {
    enumerable: true,
    get: () => {
      throw new Error('no such luck')
    },
  })

class OwnInspect {
  [inspect.custom]() {
    throw new Error('no inspect')
  }
}

const LONG = 'x'.repeat(100_000)

const THROWN: [what: string, thrown: unknown, message: RegExp][] = [
  ['a cause in a circle', circle, /^first \(cause: second\)$/],
  ['a chain of 20,000 causes', chain(20_000), /^cause 19999 \(cause: .* \(and more causes\)\)+$/],
  ['a cause that is no Error', new Error('a', { cause: { code: 7 } }), /^a \(cause: \{ code: 7 \}\)$/],
  [
    'a message that cannot be read',
    new Proxy(new Error('hidden'), {
      get() {
        throw new Error('a trap')
      },
    }),
    /^Error without a message$/,
  ],
  ['no message', new Error(), /^Error without a message, at .*message-of\.test\.ts:\d+:\d+/],
  ['a class and no message', new RangeError(), /^RangeError without a message, at /],
  [
    'an AggregateError',
    new AggregateError([new TypeError('a'), 'b', new Error('c', { cause: new Error('d') })], 'all failed'),
    /^AggregateError: all failed \[\(1\) TypeError: a; \(2\) 'b'; \(3\) c \(cause: d\)\]$/,
  ],
  [
    'an AggregateError of thousands',
    new AggregateError(Array.from({ length: 9000 }, () => new Error('e'))),
    /; and 8995 more\]$/,
  ],
  [
    'an error while resources are disposed of after another',
    new SuppressedError(new Error('close failed'), new TypeError('no total'), 'suppressed'),
    /^SuppressedError: suppressed \[\(1\) TypeError: no total; \(2\) close failed\]$/,
  ],
  [
    'one in another',
    new SuppressedError(new Error('a'), new SuppressedError(new Error('b'), new Error('root'))),
    /\(1\) SuppressedError without a message.*\(1\) root; \(2\) b\]; \(2\) a\]$/,
  ],
  ['an AggregateError of itself', selfish(), /^AggregateError: only me/],
  ['a message that is an object', Object.assign(new Error(), { message: { code: 7 } }), /^\{ code: 7 \}$/],
  ['a message whose getter throws', throwing('message'), /^Error without a message/],
  ['a name whose getter throws', throwing('name'), /^broken$/],
  ['a stack whose getter throws', throwing('stack'), /^broken$/],
  ['a cause whose getter throws', throwing('cause'), /^broken$/],
  ['a field whose getter throws', throwing('detail'), /^broken$/],
  ['an Error of another realm', runInNewContext('new TypeError("foreign")'), /^TypeError: foreign$/],
  ['an object', { code: 7 }, /^The handler threw \{ code: 7 \}, which is no Error$/],
  [
    'an object that fails to inspect itself',
    new OwnInspect(),
    /^The handler threw OwnInspect \{\}, which is no/,
  ],
  ['a proxy that refuses everything', refusing(), /^The handler threw .*, which is no Error$/s],
  ['a very long text', LONG, /^The handler threw 'x{1000}'\.\.\. 99000 more characters, which is no Error$/],
]

function selfish(): AggregateError {
  const error = new AggregateError([], 'only me')
  error.errors.push(error)
  return error
}

function refuse(): never {
  throw new Error('no')
}

function refusing(): unknown {
  return new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse })
}

it.each(THROWN)('says what was thrown: %s', (_what, thrown, message) => {
  expect(messageOf(thrown)).toMatch(message)
  expect(outcomeOfThrown(thrown)).toMatchObject({ status: 'failed' })
})

it.each(THROWN)('describes it for the log, in a bounded line: %s', (_what, thrown) => {
  expect(JSON.stringify(describeError(thrown) ?? null).length).toBeLessThan(70_000)
})

it('describes an error with its fields, and the stacks of its causes', () => {
  const error = Object.assign(new TypeError('a', { cause: new Error('b') }), { status: 404, circle })
  expect(describeError(error)).toMatchObject({
    type: 'TypeError',
    message: 'a',
    status: 404,
    stack: expect.stringMatching(/^TypeError: a\n.*\ncaused by: Error: b\n/s),
  })
})

it.each([
  [{ code: 7 }, '{ code: 7 }'],
  [new Error('no total'), 'no total'],
  [undefined, 'undefined'],
  [404, '404'],
])('rejects with what is no text: %s', (message, said) => {
  const untyped: (message: unknown) => never = reject as never
  const caught = (() => {
    try {
      return untyped(message)
    } catch (error) {
      return error
    }
  })()
  expect(outcomeOfThrown(caught)).toEqual({ status: 'rejected', error: { message: said } })
})
