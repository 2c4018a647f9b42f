import type { Language } from './language.ts'
import { norwegian } from './norwegian.ts'

/** The languages that are data of their own. English, German and French stand in the concepts' files. */
export const languages: readonly Language[] = [norwegian]
