import { findAmounts } from './amounts.ts'
import {
  findBics,
  findCurrencies,
  findEmails,
  findIbans,
  findPhones,
  findVatNumbers,
  findWebsites,
} from './coded-values.ts'
import { findDates } from './dates.ts'
import { findIdentifiers } from './identifiers.ts'
import { findNumbers, findRates } from './rates-and-numbers.ts'
import type { DocumentTraits, FoundValue, ValueKind } from './value-kind.ts'
import { findPartyNames, findText } from './words-as-values.ts'

const finders: Record<ValueKind, (text: string, traits: DocumentTraits) => FoundValue[]> = {
  date: findDates,
  amount: findAmounts,
  rate: findRates,
  number: findNumbers,
  identifier: findIdentifiers,
  reference: findIdentifiers,
  iban: findIbans,
  bic: findBics,
  vatNumber: findVatNumbers,
  phone: findPhones,
  email: findEmails,
  website: findWebsites,
  currency: findCurrencies,
  partyName: findPartyNames,
  text: findText,
}

/** The values of a kind in a text, from left to right. */
export function findValues(kind: ValueKind, text: string, traits: DocumentTraits): FoundValue[] {
  return finders[kind](text, traits)
}
