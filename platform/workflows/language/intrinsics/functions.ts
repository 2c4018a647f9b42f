import { isObject } from '../../../../contract/is-object.ts'
import { createHash } from 'node:crypto'
import { excerpt } from '../json.ts'
import { isEqual } from '../jsonpath/is-equal.ts'
import type { Work } from '../work.ts'
import { format } from './format.ts'
import { keyOf } from './key-of.ts'
import type { Kind } from './kinds.ts'
import { asJson, written } from './written.ts'

/** What intrinsic functions need from outside. */
export interface IntrinsicMachine {
  /** A random number, from 0 on, less than 1. */
  random(): number
  /** A new version 4 UUID. */
  uuid(): string
}

/** One of the language's functions. */
export interface Intrinsic {
  /** The kinds of its arguments. Literals of another kind are refused in a definition. */
  takes: readonly Kind[]
  /** How many of these, from the last on, may be left out. */
  optional?: number
  /** The kind of any number of further arguments. */
  rest?: Kind
  /** @throws with a message for people, if it can't work on these arguments */
  call: (args: readonly unknown[], machine: IntrinsicMachine, work: Work) => unknown
}

/** The most items of States.ArrayRange, and the most characters of what States.Base64Encode, Decode and Hash take. */
const MOST_ITEMS = 1000
const MOST_CHARACTERS = 10_000

const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
}

/** All intrinsic functions by name. */
export const intrinsics: Readonly<Record<string, Intrinsic>> = Object.assign(Object.create(null), {
  'States.Format': {
    takes: ['string'],
    rest: 'any',
    call: ([template, ...args], _, work) => format(string(template), args, work),
  },
  'States.StringToJson': { takes: ['string'], call: ([text], _, work) => parse(string(text), work) },
  'States.JsonToString': { takes: ['any'], call: ([value], _, work) => asJson(value, work) },
  'States.Array': { takes: [], rest: 'any', call: (items) => items },
  'States.ArrayPartition': {
    takes: ['array', 'number'],
    call: ([items, size], _, work) => partition(array(items), integer(size, 1), work),
  },
  'States.ArrayContains': {
    takes: ['array', 'any'],
    call: ([items, wanted], _, work) => array(items).some((item) => isEqual(item, wanted, work)),
  },
  'States.ArrayRange': {
    takes: ['number', 'number', 'number'],
    call: ([first, last, step]) => range(integer(first), integer(last), integer(step)),
  },
  'States.ArrayGetItem': {
    takes: ['array', 'number'],
    call: ([items, index]) => {
      const [all, at] = [array(items), integer(index, 0)]
      if (at >= all.length) throw new Error(`there is no item ${at} in an array of ${all.length}`)
      return all[at]
    },
  },
  'States.ArrayLength': { takes: ['array'], call: ([items]) => array(items).length },
  'States.ArrayUnique': { takes: ['array'], call: ([items], _, work) => unique(array(items), work) },
  'States.Base64Encode': {
    takes: ['string'],
    call: ([text]) => Buffer.from(short(text)).toString('base64'),
  },
  'States.Base64Decode': { takes: ['string'], call: ([text]) => decode(short(text)) },
  'States.Hash': {
    takes: ['any', 'string'],
    call: ([value, algorithm], _, work) => {
      const name = HASHES[string(algorithm)]
      if (name === undefined)
        throw new Error(`there is no ${string(algorithm)}, only ${Object.keys(HASHES).join(', ')}`)
      return createHash(name)
        .update(short(written(value, work)))
        .digest('hex')
    },
  },
  'States.JsonMerge': {
    takes: ['object', 'object', 'boolean'],
    call: ([one, other, isDeep], _, work) => {
      if (isDeep !== false)
        throw new Error('the third argument must be false: only a shallow merge is supported')
      const [first, second] = [object(one), object(other)]
      work.spend(Object.keys(first).length + Object.keys(second).length)
      return { ...first, ...second }
    },
  },
  'States.MathRandom': {
    takes: ['number', 'number', 'number'],
    optional: 1,
    call: ([from, to, seed], { random }) => {
      const [start, end] = [integer(from), integer(to)]
      if (end <= start) throw new Error(`expected an end greater than ${start}, and not ${end}`)
      return start + Math.floor((seed === undefined ? random() : seeded(integer(seed))) * (end - start))
    },
  },
  'States.MathAdd': { takes: ['number', 'number'], call: ([a, b]) => integer(integer(a) + integer(b)) },
  'States.StringSplit': {
    takes: ['string', 'string'],
    call: ([text, by], _, work) => split(string(text), string(by), work),
  },
  'States.UUID': { takes: [], call: (_, { uuid }) => uuid() },
} satisfies Record<string, Intrinsic>)

function expected(what: string, value: unknown): never {
  throw new Error(`expected ${what}, and not ${excerpt(value)}`)
}

const string = (value: unknown): string => (typeof value === 'string' ? value : expected('a string', value))
const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : expected('an array', value))
const object = (value: unknown) => (isObject(value) ? value : expected('an object', value))

/** Rounds numbers with a fraction, as the language says. */
function integer(value: unknown, least = Number.MIN_SAFE_INTEGER): number {
  if (typeof value !== 'number') return expected('a number', value)
  const rounded = Math.round(value)
  if (rounded < least) return expected(`a number of at least ${least}`, value)
  return rounded > Number.MAX_SAFE_INTEGER
    ? expected(`a number of at most ${Number.MAX_SAFE_INTEGER}`, value)
    : rounded
}

/** AWS takes an empty or blank text as null. */
function parse(text: string, work: Work): unknown {
  work.spendText(text.length)
  return text.trim() === '' ? null : JSON.parse(text)
}

function unique(items: unknown[], work: Work): unknown[] {
  const seen = new Set<string>()
  return items.filter((item) => {
    const key = keyOf(item, work)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

function short(value: unknown): string {
  const text = string(value)
  return text.length > MOST_CHARACTERS ? expected(`at most ${MOST_CHARACTERS} characters`, text) : text
}

function partition(items: unknown[], size: number, work: Work): unknown[][] {
  work.spend(items.length)
  const parts: unknown[][] = []
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size))
  return parts
}

function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new Error('the step must not be 0')
  const count = Math.max(0, Math.floor((last - first) / step) + 1)
  if (count > MOST_ITEMS)
    throw new Error(`the range would have ${count} items: at most ${MOST_ITEMS} are allowed`)
  return Array.from({ length: count }, (_, index) => first + index * step)
}

function decode(text: string): string {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64').replace(/=+$/u, '') !== text.replace(/=+$/u, '')) expected('Base64', text)
  return bytes.toString()
}

/** Splits at each of the characters of `by`, and drops empty parts. */
function split(text: string, by: string, work: Work): string[] {
  // Each character may be a part.
  work.spend(text.length + by.length)
  const separators = new Set(by)
  const parts = ['']
  for (const character of text)
    if (separators.has(character)) parts.push('')
    else parts.push((parts.pop() ?? '') + character)
  return parts.filter((part) => part !== '')
}

/** A number from 0 on, less than 1: the same for the same seed. */
function seeded(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32BE() / 2 ** 32
}
