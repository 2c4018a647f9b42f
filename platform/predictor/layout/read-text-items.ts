import { getDocumentProxy } from 'unpdf'
import { UnreadableDocumentError } from '../predictor.ts'
import type { TextItem } from './text-item.ts'

type Matrix = [number, number, number, number, number, number]

/**
 * The text of a PDF's first `maxPages` pages as positioned items. Each page gives one sheet for each direction
 * its text runs in, turned so that the text is upright; a page without text gives none.
 * Throws `UnreadableDocumentError` for what isn't a readable PDF.
 */
export async function readTextItems(content: Uint8Array, maxPages: number): Promise<TextItem[][]> {
  if (content.byteLength === 0) throw new UnreadableDocumentError('the document is empty: it has zero bytes')
  const pdf = await openPdf(content)
  const sheets: TextItem[][] = []
  try {
    const pages = Math.min(pdf.numPages, maxPages)
    for (let number = 1; number <= pages; number++) {
      const page = await pdf.getPage(number)
      const viewport = page.getViewport({ scale: 1 })
      const content = await page.getTextContent()
      sheets.push(...uprightSheets(content.items, toMatrix(viewport.transform)))
    }
  } catch (error) {
    throw new UnreadableDocumentError(`the PDF is broken: ${reasonOf(error)}`, { cause: error })
  } finally {
    await pdf.loadingTask.destroy()
  }
  return sheets
}

async function openPdf(content: Uint8Array) {
  try {
    return await getDocumentProxy(new Uint8Array(content), { verbosity: 0 })
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new UnreadableDocumentError('the PDF is encrypted: a password is needed to read it', {
        cause: error,
      })
    }
    const isPdf = Buffer.from(content.subarray(0, 1024)).includes('%PDF-')
    const what = isPdf ? 'the PDF is broken' : 'the document is not a PDF'
    throw new UnreadableDocumentError(`${what}: ${reasonOf(error)}`, { cause: error })
  }
}

function uprightSheets(items: readonly object[], viewport: Matrix): TextItem[][] {
  const sheets = new Map<number, TextItem[]>()
  for (const item of items) {
    if (!('str' in item && 'transform' in item && 'width' in item)) continue
    if (typeof item.str !== 'string' || typeof item.width !== 'number' || item.str.trim() === '') continue
    const [a, b, c, d, e, f] = multiply(viewport, toMatrix(item.transform))
    const angle = Math.atan2(b, a)
    const degrees = ((Math.round((angle * 180) / Math.PI / 15) * 15 + 360) % 360) + 0
    const cos = Math.cos(-angle)
    const sin = Math.sin(-angle)
    const height = Math.hypot(c, d) || Math.hypot(a, b)
    const text = { text: item.str, x: e * cos - f * sin, y: e * sin + f * cos, width: item.width, height }
    if (!Object.values(text).every((value) => typeof value === 'string' || Number.isFinite(value))) continue
    const sheet = sheets.get(degrees)
    if (sheet) sheet.push(text)
    else sheets.set(degrees, [text])
  }
  return [...sheets.values()].toSorted((a, b) => b.length - a.length)
}

function toMatrix(value: unknown): Matrix {
  const numbers = Array.isArray(value) ? value.map(Number) : []
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers
  return [a, b, c, d, e, f]
}

function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ]
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
