import { findAmounts } from './amounts.ts'
import { findDates } from './dates.ts'
import type { DocumentTraits, FoundValue } from './value-kind.ts'

const part = /[\p{L}\d](?:[\p{L}\d/._\\&+-]*[\p{L}\d])?/gu
const prefix = /^[A-Z]{1,6}\d{0,4}[-/.]?$/

/**
 * The identifiers in a text, such as an invoice's number: what has a digit, and isn't money, and hardly
 * ever a date.
 * Groups that belong together ("RE 2026 0012", "INV - 12") are one, as they stand.
 */
export function findIdentifiers(text: string, traits: DocumentTraits): FoundValue[] {
  const dates = findDates(text, traits).filter((date) => date.quality > 0.5)
  const parts = [...text.matchAll(part)].filter(
    (match) =>
      !dates.some(
        ({ start, end }) => match.index >= start && match.index < end && !isWhole(match, start, end),
      ),
  )
  const amounts = findAmounts(text)
  const found: FoundValue[] = []
  for (let i = 0; i < parts.length; i++) {
    const first = parts[i]
    if (!first) continue
    const start = first.index
    let end = start + first[0].length
    if (!/\d/.test(first[0]) && !leadsToDigits(text, first, parts[i + 1])) continue
    for (
      let next = parts[i + 1];
      next && belongs(text.slice(start, end), text.slice(end, next.index), next[0]);
      next = parts[i + 1]
    ) {
      end = next.index + next[0].length
      i++
    }
    const value = text.slice(start, end)
    const isDate = dates.some((date) => date.start < end && start < date.end)
    if (isDate) found.push({ start, end, value, quality: 0.35 })
    else found.push({ start, end, value, quality: qualityOf(value, text, start, end, amounts) })
  }
  return found
}

/** 2026-12-04 may be an invoice's number where its name says so. */
function isWhole(match: RegExpExecArray, start: number, end: number): boolean {
  return match.index === start && start + match[0].length === end && match[0].includes('-')
}

function leadsToDigits(text: string, part: RegExpExecArray, next: RegExpExecArray | undefined): boolean {
  if (!next || !prefix.test(part[0])) return false
  const gap = text.slice(part.index + part[0].length, next.index)
  return /^\s?[-/.#]?\s?$/.test(gap) && /^\d/.test(next[0])
}

function belongs(value: string, gap: string, next: string): boolean {
  if (gap === ' ' && /^[A-Z]$/.test(next) && /\d \d/.test(value)) return true
  if (!/^\d[\d/-]*[A-Z]?$/.test(next)) return false
  if (/^\s?[-/]\s?$/.test(gap)) return true
  return gap === ' ' && (prefix.test(value) || /\d$/.test(value)) && next.length >= 2
}

function qualityOf(value: string, text: string, start: number, end: number, amounts: FoundValue[]): number {
  const money = amounts.find((amount) => amount.start <= start && amount.end >= end)
  if (money && (/[.,]\d\d$/.test(value) || money.end - money.start > end - start)) return 0.1
  if (/^\s?[%€$£]/.test(text.slice(end)) || /[€$£]\s?$/.test(text.slice(0, start))) return 0.1
  if (/^\s?(days?|tage[n]?|jours?|hours?|x\b)/i.test(text.slice(end))) return 0.1
  const digits = value.replace(/\D/g, '').length
  const foreign = (text.slice(0, start) + text.slice(end)).match(/\p{L}{3,}/gu)?.length ?? 0
  const alone = foreign === 0 ? 1 : Math.max(0.5, 0.9 - 0.1 * foreign)
  const long = value.length > 30 ? 0.4 : 1
  const lower = /^[a-zäöüé]+\d+$/.test(value) ? 0.8 : 1
  return alone * long * lower * (digits >= 3 ? 1 : digits === 2 ? 0.8 : 0.65)
}
