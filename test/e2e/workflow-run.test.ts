import { spawn, spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { openProject } from '../support/project.ts'
import { follow, programs, run } from '../support/programs.ts'

const files = {
  'package.json': '{ "type": "module" }',
  'transition.config.ts': `export default {
    name: 'numbers',
    secrets: { platform: ['LAS_CLIENT_ID', 'LAS_CLIENT_SECRET', 'LAS_API_ENDPOINT', 'LAS_AUTH_ENDPOINT'] },
    transitions: {
      double: { handler: 'double.mjs', environmentSecrets: ['platform'] },
      review: { type: 'manual' },
    },
    workflows: { numbers: { definition: 'numbers.asl.json' } },
  }`,
  'double.mjs': 'export default ({ input }) => ({ ...input, number: input.number * 2 })',
  'numbers.asl.json': JSON.stringify({
    StartAt: 'Double',
    States: {
      Double: { Type: 'Task', Resource: 'double', Next: 'Review' },
      Review: { Type: 'Task', Resource: 'review', End: true },
    },
  }),
}
const INPUT = ['--input', '{"number": 4}']

it('transition run WORKFLOW tells each step, takes the answer of a person, and ends as the execution does', async () => {
  await using project = await openProject(files)
  const runs = (...args: string[]) => run('transition', { args: ['run', ...args], cwd: project.path })
  const { code, stdout } = await runs('numbers', ...INPUT, '--answer', 'review={"approved": true}')
  expect(code).toBe(0)
  expect(stdout).toContain('Double goes on to Review')
  expect(JSON.parse(stdout.slice(stdout.indexOf('\n{')))).toEqual({ number: 8, approved: true })

  const json = await runs('numbers', ...INPUT, '--answer', 'review={}', '--json')
  const lines = json.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines[0]).toMatchObject({ type: 'ExecutionStarted' })
  expect(lines.at(-1)).toMatchObject({
    type: 'result',
    execution: { status: 'succeeded', output: { number: 8 } },
  })
})

it('transition run WORKFLOW gives each of several pieces of work its own answer', async () => {
  const reviews = { StartAt: 'Review', States: { Review: { Type: 'Task', Resource: 'review', End: true } } }
  await using project = await openProject({
    ...files,
    'numbers.asl.json': JSON.stringify({
      StartAt: 'Each',
      States: { Each: { Type: 'Map', ItemsPath: '$.numbers', ItemProcessor: reviews, End: true } },
    }),
  })
  const numbers = [1, 2, 3, 4].map((number) => ({ number }))
  const args = ['run', 'numbers', '--input', JSON.stringify({ numbers }), '--answer', 'review={"seen": true}']
  const { code, stdout, stderr } = await run('transition', { args, cwd: project.path })
  expect(code, stdout + stderr).toBe(0)
  expect(JSON.parse(stdout.slice(stdout.indexOf('\n{')))).toEqual({
    output: numbers.map(({ number }) => ({ number, seen: true })),
  })
})

it('transition run WORKFLOW says what is missing or wrong', async () => {
  await using project = await openProject(files)
  const runs = (...args: string[]) => run('transition', { args: ['run', ...args], cwd: project.path })
  expect(await runs('numbers', ...INPUT)).toMatchObject({
    code: 64,
    stderr: 'review waits for a person: --answer review=answer.json gives what they say\n',
  })
  expect(await runs('nombers')).toMatchObject({
    code: 64,
    stderr: 'The project has no workflow nombers: did you mean numbers? A handler is named by its file\n',
  })
  expect(await runs('numbers', '--answer', 'revew={}')).toMatchObject({ code: 64 })
  expect(await runs('numbers', '--env', 'A=b')).toMatchObject({ code: 64 })
  expect((await runs()).stderr).toContain("transition.config.ts is of a project: name a handler's file")
  expect(await runs('double.mjs', ...INPUT)).toMatchObject({ code: 0 })
})

// That of util-linux, which gives a program a terminal; others take other options.
const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false
const why = hasScript ? '' : ' (skipped: there is no util-linux `script`, which gives it a terminal)'

it.skipIf(!hasScript)(`transition run WORKFLOW asks a person on the terminal${why}`, async () => {
  await using project = await openProject(files)
  const command = [process.execPath, programs.transition, 'run', 'numbers', ...INPUT]
  const child = spawn('script', ['-qec', command.map((word) => `'${word}'`).join(' '), '/dev/null'], {
    cwd: project.path,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  await using asked = follow(child)
  await asked.said('review: Enter leaves it so')
  child.stdin.write('{"number": \r')
  await asked.said('review: Enter leaves it so', 2)
  child.stdin.write('not our number\r')
  await asked.said('Transition.Rejected: not our number')
  expect(await asked.finished).toMatchObject({ code: 1 })
})
