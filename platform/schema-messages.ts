import * as z from 'zod/mini'

/** What schemas say in English about a value that they don't take. */
export const messages = z.locales.en().localeError
