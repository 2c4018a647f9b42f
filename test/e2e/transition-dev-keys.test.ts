import { spawn, spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { follow, programs } from '../support/programs.ts'
import { openProject } from '../support/project.ts'

// That of util-linux, which gives a program a terminal; others take other options.
const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false
const why = hasScript ? '' : ' (skipped: there is no util-linux `script`, which gives it a terminal)'

it.skipIf(!hasScript)(`transition dev has keys: run again, another input, quit${why}`, async () => {
  await using project = await openProject({
    'handler.mjs': 'export default ({ input }) => ({ doubled: 2 * input.number })',
  })
  const input = JSON.stringify({ number: 21 })
  const command = [
    process.execPath,
    programs.transition,
    'dev',
    'handler.mjs',
    '--no-types',
    '--input',
    input,
  ]
  const child = spawn(
    'script',
    ['-qec', [...command, '--data', ':memory:', '--port', '0'].map(quoted).join(' '), '/dev/null'],
    { cwd: project.path, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  await using dev = follow(child)
  await dev.said('"doubled": 42')
  await dev.said('r again')
  child.stdin.write('r')
  await dev.said('"doubled": 42', 2)
  await dev.said('r again', 2)
  child.stdin.write('i')
  await dev.said('input (JSON')
  // Ctrl-U takes away the input that is there.
  child.stdin.write('\u0015{"number": 50}\r')
  await dev.said('"doubled": 100')
  await dev.said('r again', 3)
  child.stdin.write('q')
  expect(await dev.finished).toMatchObject({ code: 0 })
})

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
