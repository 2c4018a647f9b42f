const dashes = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g
const apostrophes = /[\u2018\u2019\u201B\u02BC\u00B4\u2032`]/g
const invisible = /[\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF\uFFFD\p{Co}\p{Cc}]/gu

/**
 * The text with one spelling for what looks the same: ligatures taken apart, every space a plain space, every
 * dash a hyphen, invisible characters gone. The length may change.
 */
export function cleanText(text: string): string {
  return (
    text
      .replace(/\s/g, ' ')
      // A drawn soft hyphen is a visible hyphen: many fonts map the hyphen's glyph to it.
      .replace(/(?<=[\p{L}\p{N}])\u00AD(?=\p{N})|(?<=\p{N})\u00AD(?=[\p{L}\p{N}])/gu, '-')
      .replace(/\u00AD/g, '')
      // NFKC would take these two apart into a space and a mark.
      .replace(apostrophes, "'")
      .normalize('NFKC')
      .replace(dashes, '-')
      .replace(invisible, '')
  )
}
