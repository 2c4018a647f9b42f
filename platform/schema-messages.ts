import * as z from 'zod/mini'

/** How many unknown keys a message names. */
const KEYS_NAMED = 5
/** Of a longer key only the beginning is named. */
const KEY_LENGTH = 80

const english = z.locales.en().localeError

/** The English messages of schemas about invalid values. They are bounded, whatever was sent. */
export const messages: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys') return english(issue)
  const named = issue.keys.slice(0, KEYS_NAMED).map((key) => key.slice(0, KEY_LENGTH))
  const more = issue.keys.length - named.length
  const message = english({ ...issue, keys: named })
  const text = typeof message === 'string' ? message : (message?.message ?? '')
  return more > 0 ? `${text} and ${more} more` : text
}
