import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { isObject } from '../reference-path.ts'
import { format } from './format.ts'

/** What intrinsic functions have of the machine that they run on. */
export interface IntrinsicMachine {
  /** A random number, from 0 on, less than 1. */
  random(): number
  /** A new version 4 UUID. */
  uuid(): string
}

/** One of the language's functions. */
export interface Intrinsic {
  /** How many arguments: at least, and at most. */
  takes: readonly [number, number]
  /** @throws in words, if it can't do with these */
  call: (args: readonly unknown[], machine: IntrinsicMachine) => unknown
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
  'States.Format': { takes: [1, Infinity], call: ([template, ...args]) => format(string(template), args) },
  'States.StringToJson': { takes: [1, 1], call: ([text]) => JSON.parse(string(text)) },
  'States.JsonToString': { takes: [1, 1], call: ([value]) => JSON.stringify(value) },
  'States.Array': { takes: [0, Infinity], call: (items) => items },
  'States.ArrayPartition': {
    takes: [2, 2],
    call: ([items, size]) => partition(array(items), integer(size, 1)),
  },
  'States.ArrayContains': {
    takes: [2, 2],
    call: ([items, wanted]) => array(items).some((item) => isDeepStrictEqual(item, wanted)),
  },
  'States.ArrayRange': {
    takes: [3, 3],
    call: ([first, last, step]) => range(integer(first), integer(last), integer(step)),
  },
  'States.ArrayGetItem': {
    takes: [2, 2],
    call: ([items, index]) => {
      const [all, at] = [array(items), integer(index, 0)]
      if (at >= all.length) throw new Error(`there is no item ${at} in an array of ${all.length}`)
      return all[at]
    },
  },
  'States.ArrayLength': { takes: [1, 1], call: ([items]) => array(items).length },
  'States.ArrayUnique': {
    takes: [1, 1],
    call: ([items]) =>
      array(items).filter(
        (item, index, all) => all.findIndex((one) => isDeepStrictEqual(one, item)) === index,
      ),
  },
  'States.Base64Encode': { takes: [1, 1], call: ([text]) => Buffer.from(short(text)).toString('base64') },
  'States.Base64Decode': { takes: [1, 1], call: ([text]) => decode(short(text)) },
  'States.Hash': {
    takes: [2, 2],
    call: ([value, algorithm]) => {
      const name = HASHES[string(algorithm)]
      if (name === undefined)
        throw new Error(`there is no ${String(algorithm)}, only ${Object.keys(HASHES).join(', ')}`)
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      return createHash(name).update(short(text)).digest('hex')
    },
  },
  'States.JsonMerge': {
    takes: [3, 3],
    call: ([one, other, isDeep]) => {
      if (isDeep !== false)
        throw new Error('the third argument must be false: only a shallow merge is supported')
      return { ...object(one), ...object(other) }
    },
  },
  'States.MathRandom': {
    takes: [2, 3],
    call: ([from, to, seed], { random }) => {
      const [start, end] = [integer(from), integer(to)]
      if (end <= start) throw new Error(`expected an end greater than ${start}, and not ${end}`)
      return start + Math.floor((seed === undefined ? random() : seeded(integer(seed))) * (end - start))
    },
  },
  'States.MathAdd': { takes: [2, 2], call: ([a, b]) => integer(a) + integer(b) },
  'States.StringSplit': { takes: [2, 2], call: ([text, by]) => split(string(text), string(by)) },
  'States.UUID': { takes: [0, 0], call: (_, { uuid }) => uuid() },
} satisfies Record<string, Intrinsic>)

function expected(what: string, value: unknown): never {
  throw new Error(`expected ${what}, and not ${JSON.stringify(value)?.slice(0, 100)}`)
}

const string = (value: unknown): string => (typeof value === 'string' ? value : expected('a string', value))
const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : expected('an array', value))
const object = (value: unknown) => (isObject(value) ? value : expected('an object', value))

/** Numbers with a fraction are rounded, as the language wants it. */
function integer(value: unknown, least = -Infinity): number {
  if (typeof value !== 'number') return expected('a number', value)
  const rounded = Math.round(value)
  return rounded < least ? expected(`a number of at least ${least}`, value) : rounded
}

function short(value: unknown): string {
  const text = string(value)
  return text.length > MOST_CHARACTERS ? expected(`at most ${MOST_CHARACTERS} characters`, text) : text
}

function partition(items: unknown[], size: number): unknown[][] {
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

/** By any of the characters of `by`; nothing between two of them is no part. */
function split(text: string, by: string): string[] {
  const separators = new Set(by)
  const parts = ['']
  for (const character of text)
    if (separators.has(character)) parts.push('')
    else parts.push((parts.pop() ?? '') + character)
  return parts.filter((part) => part !== '')
}

/** The same number, from 0 to less than 1, for the same seed. */
function seeded(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32BE() / 2 ** 32
}
