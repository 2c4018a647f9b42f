import { styleText } from 'node:util'

interface Field {
  label: string
  value: string | null
  confidence: number
  needsValidation?: boolean
}

/** Fields as aligned columns; undefined if the value is no list of fields. */
export function formatTable(fields: unknown): string | undefined {
  if (!Array.isArray(fields) || fields.length === 0 || !fields.every(isField)) return undefined
  const cells = fields.map(({ label, value, confidence, needsValidation }) => [
    label,
    value ?? '—',
    confidence.toFixed(2),
    needsValidation ? 'look at it' : '',
  ])
  const rows = [['field', 'value', 'confidence', ''], ...cells]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return lines.map((line, index) => (index === 0 ? styleText('bold', line) : line)).join('\n')
}

function isField(value: unknown): value is Field {
  if (typeof value !== 'object' || value === null) return false
  const { label, value: text, confidence } = value as Record<string, unknown>
  return (
    typeof label === 'string' && (text === null || typeof text === 'string') && typeof confidence === 'number'
  )
}
