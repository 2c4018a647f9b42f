import { stripVTControlCharacters } from 'node:util'

/** How many columns a text takes, whatever its colours. */
export function widthOf(text: string): number {
  return stripVTControlCharacters(text).length
}

/** A text in lines of at most `width` columns. Words that are longer stay whole. */
export function wrap(text: string, width: number): string {
  return text
    .split('\n\n')
    .map((paragraph) => wrapWords(paragraph.split(/\s+/), width))
    .join('\n\n')
}

function wrapWords(words: readonly string[], width: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

/** Every line that is not empty, after a prefix. */
export function indent(text: string, prefix: string): string {
  return text.replaceAll(/^(?=.)/gm, prefix)
}
