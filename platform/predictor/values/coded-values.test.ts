import { describe, expect, it } from 'vitest'
import {
  findBics,
  findCurrencies,
  findEmails,
  findIbans,
  findPhones,
  findVatNumbers,
} from './coded-values.ts'

describe('codes', () => {
  it.each([
    [findIbans, 'IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX', 'DE89370400440532013000'],
    [findIbans, 'FR7630006000011234567890189', 'FR7630006000011234567890189'],
    [findBics, 'BIC COBADEFFXXX', 'COBADEFFXXX'],
    [findVatNumbers, 'USt-IdNr. DE123456789', 'DE123456789'],
    [findVatNumbers, 'CHE-123.456.789 MWST', 'CHE-123.456.789'],
    [findVatNumbers, 'N° TVA FR40412345678', 'FR40412345678'],
    [findPhones, 'Tel. 0711 / 123456', '0711 / 123456'],
    [findPhones, '+33 6 12 34 56 78', '+33 6 12 34 56 78'],
    [findEmails, 'mail: jane.roe@mail.example.com.', 'jane.roe@mail.example.com'],
    [findCurrencies, '12,50 €', 'EUR'],
    [findCurrencies, 'CHF 10.00', 'CHF'],
    [findCurrencies, 'US$12', 'USD'],
  ])('%o reads "%s" as %s', (find, text, value) => {
    expect(find(text)[0]?.value).toBe(value)
  })

  it.each([
    [findIbans, 'DE88 3704 0044 0532 0130 00'],
    [findIbans, 'DE89 3704'],
    [findBics, 'Invoice'],
    [findPhones, '12.03.2026'],
    [findEmails, 'jane at example.com'],
    [findCurrencies, 'Europe'],
  ])('%o reads nothing in "%s"', (find, text) => {
    expect(find(text)).toEqual([])
  })
})
