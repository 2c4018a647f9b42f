// Documents that are made to take all memory, or for ever. What reads them is a process of its own, which ends when it has more
// than it may; others are read meanwhile.
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { textLayerPredictor } from '../../platform/index.ts'
import { pdfFrom, pdfOf, streamOf } from '../../platform/predictor/fixtures/make-pdf.ts'

/** What a reading process may have, in MB, and what may come on top between two looks. */
const MOST_MB = 384
const BETWEEN_LOOKS_MB = 100

const invoice = await readFile(new URL('../../platform/predictor/fixtures/invoice-en.pdf', import.meta.url))
const bomb = await readFile(
  new URL('../../platform/predictor/fixtures/inflates-to-a-gigabyte.pdf', import.meta.url),
)

const request = (content: Uint8Array, maxPages = 3) => ({
  documentId: 'las:document:1',
  modelId: 'las:model:1',
  content,
  contentType: 'application/pdf' as const,
  fieldConfig: { total_amount: { type: 'amount' as const, maxLength: 20 } },
  maxPages,
})

/** A page whose text is in a font of characters by number. */
const withFont = ({ encoding = '/Identity-H', widths = '', more = [] as string[] }) =>
  pdfFrom([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
    streamOf('BT /F 9 Tf <00410042> Tj ET'),
    `<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding ${encoding} /DescendantFonts [6 0 R] >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (A) /Ordering (B) /Supplement 0 >> /FontDescriptor 7 0 R ${widths} >>`,
    '<< /Type /FontDescriptor /FontName /A /Flags 4 /FontBBox [0 0 1 1] /ItalicAngle 0 /Ascent 1 /Descent 0 /CapHeight 1 /StemV 1 >>',
    ...more,
  ])

const cmap = (lines: string) =>
  streamOf(
    `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange ${lines} endcmap end`,
    '/Type /CMap /CMapName /B /CIDSystemInfo << /Registry (A) /Ordering (B) /Supplement 0 >>',
  )

const crossReferences = () => {
  const objects = `1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n`
  const start = '%PDF-1.5\n'.length + objects.length
  const stream = streamOf(
    Buffer.alloc(200_000_000),
    '/Type /XRef /W [1 2 1] /Size 50000000 /Index [0 50000000] /Root 1 0 R',
  )
  return Buffer.from(`%PDF-1.5\n${objects}3 0 obj\n${stream}\nendobj\nstartxref\n${start}\n%%EOF\n`, 'latin1')
}

const ATTACKS: [string, () => Uint8Array][] = [
  ['700 bytes that inflate to a gigabyte', () => bomb],
  ['a text of 120 million characters', () => pdfOf(`BT (${'a'.repeat(120_000_000)}) Tj ET`, 1)],
  [
    'a range of four billion codes',
    () =>
      withFont({ encoding: '8 0 R', more: [cmap('1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange')] }),
  ],
  ['a width for four billion characters', () => withFont({ widths: '/W [0 4000000000 500]' })],
  ['a table of fifty million objects', crossReferences],
  [
    'rows of a billion columns',
    () =>
      pdfFrom([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>',
        streamOf('BT (a) Tj ET', '/DecodeParms << /Predictor 12 /Columns 1000000000 >>'),
      ]),
  ],
  ['an array in an array, a million times', () => pdfOf(`${'['.repeat(1_000_000)} TJ`, 1)],
]

const isLinux = process.platform === 'linux'

it.runIf(isLinux).each(ATTACKS)('no more memory than allowed is taken by %s', async (_, attack) => {
  await using predict = textLayerPredictor({ timeoutMs: 3000 })
  await using peak = watchPeak()
  const thrown: unknown = await predict(request(attack())).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect([undefined, 'UnreadableDocumentError']).toContain(thrown && Object(thrown).name)
  expect(peak.megabytes).toBeGreaterThan(0)
  expect(peak.megabytes).toBeLessThan(MOST_MB + BETWEEN_LOOKS_MB)
  expect((await predict(request(invoice)))[0]?.value).toBe('576.00')
})

it('a document is read while five are slow', async () => {
  await using predict = textLayerPredictor({ timeoutMs: 600_000 })
  const over = new AbortController()
  const slow = request(pdfOf(' '.repeat(8_000_000), 5000), 5000)
  const reading = Promise.allSettled(Array.from({ length: 5 }, () => predict(slow, { signal: over.signal })))
  expect((await predict(request(invoice)))[0]?.value).toBe('576.00')
  over.abort(new Error('enough'))
  expect(new Set((await reading).map(({ status }) => status))).toEqual(new Set(['rejected']))
})

/** The most memory that a process that reads documents for this one has had. */
function watchPeak() {
  const stopping = new AbortController()
  const peak = { megabytes: 0 }
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      for (const pid of await readdir('/proc')) {
        // First its arguments: between its fork and its start it has this process's, and its memory.
        if (!(await tellOf(pid, 'cmdline')).includes('prediction-process')) continue
        const status = await tellOf(pid, 'status')
        if (!status.includes(`\nPPid:\t${process.pid}\n`)) continue
        const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
        peak.megabytes = Math.max(peak.megabytes, kilobytes / 1024)
      }
      await sleep(2)
    }
  })()
  return {
    get megabytes() {
      return peak.megabytes
    },
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await watching
    },
  }
}

/** What the kernel tells of a process; nothing of one that has ended. */
const tellOf = (pid: string, what: string) => readFile(`/proc/${pid}/${what}`, 'utf8').catch(() => '')
