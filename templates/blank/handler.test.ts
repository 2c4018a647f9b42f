import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

test('greets by name', () => {
  const { execution, output } = run({ name: 'Grace' })
  assert.equal(execution.status, 'succeeded')
  assert.deepEqual(output, { greeting: 'Hello, Grace!' })
})

test('fails when there is no name, and says so', () => {
  const { execution, error } = run({})
  assert.equal(execution.status, 'failed')
  assert.match(error.message, /input\.name/)
})

/** Runs the handler as `npm start` does: by the real runtime, on a platform of its own. */
function run(input: object) {
  const args = ['run', 'handler.ts', '--json', '--input', JSON.stringify(input)]
  const cwd = import.meta.dirname
  const { stdout, stderr, error } = spawnSync('node_modules/.bin/transition', args, { cwd, encoding: 'utf8' })
  assert.ok(stdout, error?.message ?? stderr)
  return JSON.parse(stdout)
}
