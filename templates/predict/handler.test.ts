import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

test("reads an invoice's number, date and total", () => {
  const { execution, output } = run('--document', 'invoice.pdf')
  assert.equal(execution.status, 'succeeded')
  const valueOf = (label: string) =>
    output.predictions.find((field: { label: string }) => field.label === label)?.value
  assert.equal(valueOf('invoice_id'), 'BW-2026-0418')
  assert.equal(valueOf('invoice_date'), '2026-04-14')
  assert.equal(valueOf('total_amount'), '8638.80')
})

test('fails when there is no document, and says so', () => {
  const { execution, error } = run('--input', '{}')
  assert.equal(execution.status, 'failed')
  assert.match(error.message, /input\.documentId/)
})

/** Runs the handler as `npm start` does: by the real runtime, on a platform of its own. */
function run(...flags: string[]) {
  const args = ['run', 'handler.ts', '--json', ...flags]
  const cwd = import.meta.dirname
  const { stdout, stderr, error } = spawnSync('node_modules/.bin/transition', args, { cwd, encoding: 'utf8' })
  assert.ok(stdout, error?.message ?? stderr)
  return JSON.parse(stdout)
}
