import { styleText } from 'node:util'
import { Lexer, type Token, type Tokens } from 'marked'
import { formatInline } from './inline.ts'
import { renderTable } from './render-table.ts'
import { indent, wrap } from './wrap.ts'

/**
 * A page of Markdown as text for a terminal. Code keeps its lines, indented by four columns, so that it can be copied.
 * @param width in columns
 */
export function renderPage(markdown: string, width: number): string {
  return renderBlocks(new Lexer().lex(markdown), width)
}

function renderBlocks(tokens: readonly Token[], width: number): string {
  return tokens
    .map((token) => renderBlock(token, width))
    .filter((text) => text !== '')
    .join('\n\n')
}

function renderBlock(token: Token, width: number): string {
  // marked's tokens are told apart by `type`, but one of them has any type.
  switch (token.type) {
    case 'heading':
      return styleText(token['depth'] === 1 ? ['bold', 'underline'] : 'bold', formatInline(token.tokens))
    case 'paragraph':
    case 'text':
      return wrap(formatInline(token.tokens), width)
    case 'code':
      return indent(styleText('cyan', String(token['text'])), '    ')
    case 'list':
      return (token as Tokens.List).items.map((item) => renderItem(item, width)).join('\n')
    case 'table':
      return renderTable(token as Tokens.Table, width)
    case 'blockquote':
      return indent(renderBlocks(token.tokens ?? [], width - 2), '  ')
    default:
      return ''
  }
}

function renderItem({ tokens }: Tokens.ListItem, width: number): string {
  return `- ${indent(renderBlocks(tokens, width - 2), '  ').slice(2)}`
}
