import { isObject } from '../../../../contract/is-object.ts'

/** What an argument of an intrinsic function may be. */
export type Kind = 'any' | 'array' | 'boolean' | 'number' | 'object' | 'string'

const TESTS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  any: () => true,
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  object: isObject,
  string: (value) => typeof value === 'string',
}

const WORDS: Readonly<Record<Kind, string>> = {
  any: 'a value',
  array: 'an array',
  boolean: 'true or false',
  number: 'a number',
  object: 'an object',
  string: 'a string',
}

/** Whether a value is of the kind that a function takes. */
export const isOfKind = (kind: Kind, value: unknown): boolean => TESTS[kind](value)
/** A kind, for a message. */
export const describeKind = (kind: Kind): string => WORDS[kind]
