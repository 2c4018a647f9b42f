import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { resultOf, run, start, type Finished } from '../support/programs.ts'

const EXAMPLE = ['examples/predict/handler.ts', '--document', 'examples/predict/invoice.pdf']

describe('transition run', () => {
  it('shows the true number, date and total of the example invoice, and with --verbose ends with the execution', async () => {
    const { code, stdout } = await run('transition', { args: ['run', ...EXAMPLE, '--verbose'] })
    expect(stdout).toMatch(/invoice_id +BW-2026-0418 /)
    expect(stdout).toMatch(/invoice_date +2026-04-14 /)
    expect(stdout).toMatch(/total_amount +8638\.80 /)
    // On a slow machine it may last until the first is due.
    expect(stdout).toMatch(
      /♥ (no heartbeat was sent: it was over in [0-9.]+ s, before the first was due|[0-9]+ heartbeats? w)/,
    )
    expect(JSON.parse(stdout.slice(stdout.lastIndexOf('\n{')))).toMatchObject({ status: 'succeeded' })
    expect(code).toBe(0)
  })

  it('shows that the platform refuses an output of 9 MB, and why', async () => {
    const args = ['run', handlerPath('returns-much.mjs'), '--env', 'MEGABYTES=9', '--json']
    const { code, stdout } = await run('transition', { args })
    expect(stdout).toContain('The platform refused the output: ')
    expect(code).toBe(1)
  })

  it('shows each heartbeat, and says how many there were', async () => {
    await using folder = await temporaryFolder()
    const end = join(folder.path, 'end')
    const args = ['run', handlerPath('acts.mjs'), '--env', `LASTS_UNTIL=${end}`]
    await using program = start('transition', {
      args: [...args, '--env', 'TRANSITION_HEARTBEAT_SECONDS=1'],
    })
    await program.said('heartbeat · handler', 2)
    await writeFile(end, '')
    const { stdout } = await program.finished
    const shown = stdout.split('heartbeat · handler').length - 1
    expect(stdout).toContain(`♥ ${shown} heartbeats were sent`)
  })

  it('shows the progress of the example that lasts some seconds', async () => {
    const args = ['run', 'examples/heartbeats/handler.ts', '--input', '{"pages": 600}']
    await using program = start('transition', {
      args: [...args, '--env', 'TRANSITION_HEARTBEAT_SECONDS=1'],
    })
    await program.said('{"detail":"page ')
    program.child.kill('SIGINT')
    expect((await program.finished).code).toBe(130)
  })

  it('takes another document as its last argument', async () => {
    const { stdout } = await run('transition', {
      args: ['run', ...EXAMPLE, 'test/fixtures/documents/scan.pdf', '--json'],
    })
    const { output } = resultOf(stdout)
    expect(output.needsValidation).toBe(true)
    expect(output.predictions).toContainEqual({
      label: 'total_amount',
      value: null,
      confidence: 0,
      needsValidation: true,
    })
  })

  it('prints nothing but JSON with --json, the result last', async () => {
    const { code, stdout, stderr } = await runJson('succeeds.mjs', '--input', '{"number": 21}')
    expect(resultOf(stdout)).toMatchObject({
      execution: { status: 'succeeded', input: { number: 21 } },
      output: { doubled: 42 },
      error: null,
    })
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  it('reads the input from a file, and gives the handler its environment', async () => {
    await using folder = await temporaryFolder()
    const input = join(folder.path, 'input.json')
    await writeFile(input, '{"invoice": {"total": 12.5}}')
    const { stdout } = await runJson('validated.ts', '--input', input, '--env', 'CURRENCY=CHF')
    expect(resultOf(stdout).output).toEqual({ total: '12.5 CHF' })
  })

  it.each([
    ['throws.mjs', 'failed', 'the ERP is on fire'],
    ['exits.mjs', 'failed', 'The handler process exited with code 3 before it returned'],
    ['kills-itself.mjs', 'failed', 'The handler process was ended by SIGKILL before it returned'],
    ['never-settles.mjs', 'failed', 'The handler can never finish'],
    ['rejects-late.mjs', 'failed', 'nobody waited for me'],
    ['returns-text.mjs', 'failed', "The handler returned a string ('done'): expected a JSON object"],
    ['not-a-function.mjs', 'failed', 'has no usable default export'],
    [
      '../broken/syntax-error.mjs',
      'failed',
      'could not be loaded: SyntaxError: Unexpected end of input, at /',
    ],
    ['validated.ts', 'failed', 'input.invoice: Invalid input: expected object, received undefined'],
    ['rejects.ts', 'rejected', 'this is no invoice'],
    ['asks-for-retry.ts', 'retry', 'the ERP is closed for the night'],
  ])('says in words what happened to %s and exits 1', async (handler, status, message) => {
    const { code, stdout } = await run('transition', { args: ['run', handlerPath(handler)] })
    expect(stdout).toContain(`✘ ${status}: `)
    expect(stdout).toContain(message)
    expect(code).toBe(1)
  })

  it.each(['hangs.mjs', 'loops.mjs'])('ends %s when its time is up', async (handler) => {
    const { code, stdout } = await runJson(handler, '--timeout', '1')
    expect(resultOf(stdout).error.message).toBe(
      'The handler timed out after 1 s (TRANSITION_TIMEOUT_SECONDS)',
    )
    expect(code).toBe(1)
  })

  it('hides secrets that the handler prints or throws', async () => {
    const { stdout } = await runJson('leaks-secrets.mjs')
    const { error, log } = resultOf(stdout)
    expect(error.message).toBe('no luck with [secret] object')
    expect(JSON.stringify(log)).toContain('secret: [secret]')
    expect(stdout).not.toMatch(/[0-9a-f]{64}/)
  })

  it('stops the handler, leaves no process and no state behind, and exits 130 on Ctrl-C', async () => {
    await using folder = await temporaryFolder()
    const args = ['run', handlerPath('waits-for-abort.mjs')]
    await using program = start('transition', { args, env: { TMPDIR: folder.path } })
    await program.said('waiting')
    program.child.kill('SIGINT')
    const { code, stdout } = await program.finished
    expect(stdout).toContain('aborted: interrupted by SIGTERM')
    expect(code).toBe(130)
    expect((await readdir(folder.path)).filter((name) => name.startsWith('transition-'))).toEqual([])
  })

  it.each<[string, string[], string]>([
    ['no handler', [], 'Which handler? Name its file'],
    ['a handler that does not exist', ['nope.ts'], 'nope.ts does not exist'],
    ['input that is not JSON', ['HANDLER', '--input', '{bad'], '--input is not valid JSON'],
    ['input that is no object', ['HANDLER', '--input', '[1]'], '--input is no JSON object'],
    ['input from no file', ['HANDLER', '--input', 'nope.json'], '--input is neither JSON nor a file'],
    ['a model that is none', ['HANDLER', '--model', '{"total": 1}'], '--model is no fieldConfig'],
    ['a variable without value', ['HANDLER', '--env', 'NAME'], 'Expected KEY=VALUE'],
    ['a document that does not exist', ['HANDLER', '--document', 'nope.pdf'], 'The document nope.pdf'],
    ['a document that is none', ['HANDLER', '--document', 'package.json'], 'is no PDF, JPEG, PNG or TIFF'],
    ['a timeout that is no number', ['HANDLER', '--timeout', '5x'], 'Expected a number from 1 to 1800'],
    ['an unknown flag', ['HANDLER', '--nope'], "unknown option '--nope'"],
  ])('says what to do about %s and exits 64', async (_, args, message) => {
    const named = args.map((arg) => (arg === 'HANDLER' ? handlerPath('succeeds.mjs') : arg))
    const { code, stderr } = await run('transition', { args: ['run', ...named] })
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(64)
  })
})

function runJson(handler: string, ...args: string[]): Promise<Finished> {
  return run('transition', { args: ['run', handlerPath(handler), '--json', ...args] })
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
