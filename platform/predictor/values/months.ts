import { languages } from '../vocabulary/languages/languages.ts'
import { fold } from '../vocabulary/words.ts'

/** Folded (see `fold`) names of the twelve months in all languages, full and short. */
const months = [
  'january januar janvier jan janv janner jaenner',
  'february februar fevrier feb febr fev fevr',
  'march marz maerz mars mar mrz mae',
  'april avril apr avr',
  'may mai',
  'june juni juin jun',
  'july juli juillet jul juil',
  'august aout aug aou',
  'september septembre sep sept',
  'october oktober octobre oct okt',
  'november novembre nov',
  'december dezember decembre dec dez',
].map((names, at) => [
  ...new Set([names, ...languages.map(({ months }) => fold(months[at] ?? '', ' '))].join(' ').split(' ')),
])

/** A regular expression's alternatives for every month's name, longest first. */
export const monthPattern = months
  .flat()
  .toSorted((a, b) => b.length - a.length)
  .join('|')

/** 1 to 12, or 0 for what's no month. */
export function monthOf(name: string): number {
  return months.findIndex((names) => names.includes(name)) + 1
}
