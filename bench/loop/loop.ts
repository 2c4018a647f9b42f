// The speed of the loop: a handler run once, again at a change, and in its tests, beside node and vitest alone.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openProject } from '../../test/support/project.ts'
import { follow, programs } from '../../test/support/programs.ts'
import type { Chapter } from '../chapter.ts'
import { interleave } from '../rounds.ts'
import { formatTable, rowsOf } from '../table.ts'
import { FILES, handlerThatGreets } from './files.ts'

const ROUNDS = { warmUp: 1, rounds: 9 }
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const INPUT = ['handler.ts', '--input', '{"name": "Ada"}']
const DEV_FLAGS = ['--json', '--data', ':memory:', '--port', '0', '--no-types']

/** The speed of the loop, in milliseconds of wall time. */
export const loop: Chapter = { heading: 'The loop', measure }

async function measure(): Promise<string> {
  await using project = await openProject(FILES, ['zod', 'vitest'])
  const cwd = project.path
  const runs = await measureEnds(cwd, [
    { name: 'node', args: ['alone.ts'] },
    { name: '`transition run`', args: [programs.transition, 'run', ...INPUT, '--json'] },
  ])
  const tests = await measureEnds(cwd, [
    { name: 'vitest, the function alone', args: [vitest, 'run', 'alone.test.ts'] },
    { name: 'vitest, with the harness', args: [vitest, 'run', 'harness.test.ts'] },
  ])
  return [
    formatTable('node', rowsOf(runs, 'once, ms', identity)),
    formatTable('node --watch', rowsOf(await measureChanges(cwd), 'save to result, ms', identity)),
    formatTable('vitest alone', rowsOf(tests, '`npm test`, ms', identity)),
  ].join('\n\n')
}

const identity = (ms: number) => ms

/** Programs from start to end. */
async function measureEnds(cwd: string, ways: readonly { name: string; args: string[] }[]) {
  return interleave(ways, ROUNDS, async ({ name, args }) => {
    const start = performance.now()
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`${name} ended with ${code}`)
    return performance.now() - start
  })
}

/** Programs that watch the handler, from a change of it to what the changed one says. */
async function measureChanges(cwd: string) {
  const watch = (args: string[]) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    return follow(child, () => child.kill('SIGINT'))
  }
  await using node = watch(['--watch', 'alone.ts'])
  await node.said('Hello, Ada')
  await using dev = watch([programs.transition, 'dev', ...INPUT, ...DEV_FLAGS])
  await dev.said('"type":"exited"')
  await dev.said('"type":"watching"')
  const ways = [
    { name: 'node --watch', program: node },
    { name: '`transition dev`', program: dev },
  ]
  let change = 0
  return await interleave(ways, ROUNDS, async ({ program }) => {
    change += 1
    const greeting = `Change ${change}, Ada`
    const others = ways.filter((one) => one.program !== program)
    const start = performance.now()
    await writeFile(join(cwd, 'handler.ts'), handlerThatGreets(`Change ${change}`))
    await program.said(greeting)
    const ms = performance.now() - start
    // The other one sees the change, too: it is measured once it has come to rest.
    for (const other of others) await other.program.said(greeting)
    return ms
  })
}
