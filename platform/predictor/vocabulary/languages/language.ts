/**
 * What the predictor knows of a language, as data: to add one, write a file of this shape and name it in `languages.ts`.
 * Lists are written as they stand on paper, names of concepts separated by commas, all other words by spaces.
 */
export interface Language {
  /** As in ISO 639-1. */
  code: string
  /** Words that tell it from other languages. */
  marks: string
  /** The names of each month, January first, full and short. */
  months: [string, string, string, string, string, string, string, string, string, string, string, string]
  /** Last parts of compounds that are words of their own, as "dato" is of "fakturadato". */
  compoundEnds: string
  /** Words beside "total" that say it is without tax, with tax, or the tax; and words that say nothing there. */
  net: string
  gross: string
  tax: string
  fillers: string
  /** The names of concepts, by id: lists of phrases, each with how surely such a name means this (0 to 1). */
  names: Readonly<Record<string, [weight: number, phrases: string][]>>
}
