import { inspect } from 'node:util'

/** An error message in an outcome is cut to this many characters. */
export const MAX_ERROR_MESSAGE_LENGTH = 4096

/** The message of a thrown value, which need not be an `Error`. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : inspect(thrown)
}

/** The code of a thrown value, such as `ENOENT`; undefined where it has none. */
export function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined
}

/** A text of at most so many characters, well formed; `…` stands for what is cut off, which is never half of a character. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text.toWellFormed()
  const end = /[\uD800-\uDBFF]/.test(text.charAt(maxLength - 2)) ? maxLength - 2 : maxLength - 1
  return `${text.slice(0, end).toWellFormed()}…`
}
