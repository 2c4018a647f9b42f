import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Block } from './blocks.ts'

const css = `body{font:10pt sans-serif;margin:12mm}table{border-collapse:collapse}.wide{width:100%;margin:6mm 0}
.wide td+td,.wide th+th,.beside td+td{text-align:right}td,th{padding:1mm 2mm}.right{margin-left:auto}
.box{border:1px solid;width:60mm;padding:1mm}.box b{display:block;text-align:right}dt{font-size:8pt}dd{margin:0 0 3mm}
dl{width:50mm}footer{position:fixed;bottom:0;font-size:7pt}p{margin:4mm 0}`

/** A PDF of one page as Chromium (at `CHROMIUM`, or Debian's) prints it. */
export async function printPdf(blocks: readonly Block[]): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'documents-'))
  try {
    const html = join(folder, 'page.html')
    const pdf = join(folder, 'page.pdf')
    const body = blocks.map(toHtml).join('\n')
    await writeFile(html, `<!doctype html><meta charset="utf-8"><style>${css}</style>${body}`)
    const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
    const profile = `--user-data-dir=${join(folder, 'profile')}`
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', profile, '--no-pdf-header-footer']
    await promisify(execFile)(program, [...flags, `--print-to-pdf=${pdf}`, html])
    return await readFile(pdf)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function toHtml(block: Block): string {
  if (block.kind === 'footer') return `<footer>${escape(block.text)}</footer>`
  if (block.kind === 'text') {
    const style = `font-size:${block.size ?? 10}pt;text-align:${block.align ?? 'left'}`
    return `<p style="${style}">${escape(block.text)}</p>`
  }
  if (block.kind === 'table') {
    const head = `<tr>${block.head.map((text) => `<th>${escape(text)}</th>`).join('')}</tr>`
    return `<table class="wide">${head}${block.rows.map(rowOf).join('')}</table>`
  }
  const { shape, at, pairs } = block
  if (shape === 'beside') return `<table class="beside ${at}">${pairs.map(rowOf).join('')}</table>`
  if (shape === 'columns') {
    return `<table class="wide">${[0, 1].map((part) => rowOf(pairs.map((pair) => pair[part] ?? ''))).join('')}</table>`
  }
  if (shape === 'below') {
    const terms = pairs.map(([label, value]) => `<dt>${escape(label)}</dt><dd>${escape(value)}</dd>`)
    return `<dl class="${at}">${terms.join('')}</dl>`
  }
  return pairs
    .map(([label, value]) => `<div class="box ${at}">${escape(label)}<b>${escape(value)}</b></div>`)
    .join('')
}

function rowOf(cells: readonly string[]): string {
  return `<tr>${cells.map((text) => `<td>${escape(text)}</td>`).join('')}</tr>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
