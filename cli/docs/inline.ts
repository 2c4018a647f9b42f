import { styleText } from 'node:util'
import type { Token } from 'marked'

/** Text within a line: what is strong, code, a link. Of a link to another page only the text is left: pages have names. */
export function formatInline(tokens: readonly Token[] | undefined): string {
  return (tokens ?? []).map(formatToken).join('')
}

/** Whether stdout takes colours, as styleText decides it. */
const hasColors = styleText('red', '.') !== '.'

function formatToken(token: Token): string {
  // Every token of marked's with content has one or both.
  const { tokens, text = '' } = token as { tokens?: Token[]; text?: string }
  const inner = tokens ? formatInline(tokens) : unescaped(text)
  switch (token.type) {
    case 'strong':
      return styleText('bold', inner)
    case 'em':
      return styleText('italic', inner)
    case 'codespan':
      return hasColors ? styleText('cyan', inner) : `\`${inner}\``
    case 'link':
      return /^https?:/.test(token['href']) && token['href'] !== text
        ? `${inner} (${token['href']})`
        : styleText('underline', inner)
    case 'br':
      return '\n'
    case 'html':
    case 'image':
      return ''
    default:
      return inner
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}

function unescaped(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
}
