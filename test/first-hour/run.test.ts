import { spawnSync } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasOwnNode, whyNoNode } from '../scaffold/machine.ts'
import { resultOf } from '../support/programs.ts'
import { openInstalled, type Installed } from './installed.ts'

// That of util-linux, which gives a program a terminal; others take other options.
const hasScript = spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false
const whyNoScript = hasScript ? '' : ' (skipped: there is no util-linux `script`)'

const FILES = {
  'handler.mjs': `export default async ({ input, env, log, progress }) => {
    log.info({ name: input.name }, 'Greeting')
    for (let page = 1; page <= 3; page += 1) progress(\`page \${page} of 3\`)
    progress({ done: true })
    console.log('after')
    return { greeting: \`Hello, \${input.name}!\`, city: env.CITY ?? null, country: env.COUNTRY ?? null }
  }`,
  'project/package.json': '{ "type": "module" }',
  'project/transition.config.ts': `import { defineConfig } from 'docker-transition/config'
    export default defineConfig({
      name: 'greet',
      handler: '../handler.mjs',
      environment: { CITY: 'Bern', COUNTRY: 'CH' },
      dev: { input: 'input.json', environment: { CITY: 'Basel' } },
    })`,
  'project/input.json': '{ "name": "Ada" }',
  'local.env': '# of this machine\nCITY="Genève"\n',
}

describe.skipIf(!hasOwnNode)(`transition run, in an empty folder${whyNoNode}`, () => {
  let project: Installed
  beforeAll(async () => {
    project = await openInstalled(FILES)
  })
  afterAll(async () => project?.[Symbol.asyncDispose]())

  const ADA = ['handler.mjs', '--input', '{"name": "Ada"}']
  const run = (...args: string[]) => project.run('26', 'transition', 'run', ...args)
  const shell = (command: string) => project.shell('26', `set -o pipefail; ${command}`)

  it('shows each progress() as a line, in its place among the log', async () => {
    const { stdout, code } = await run(...ADA)
    expect(stdout).toMatch(
      /Greeting.*\n.*page 1 of 3\n.*page 2 of 3\n.*page 3 of 3\n.*\{"done":true\}\n.* after\n/,
    )
    expect(stdout).not.toContain('▰')
    expect(code).toBe(0)
  })

  it.for(['22.18.0', '26'] as const)(
    'streams events with --json, and ends with the result, on Node %s',
    async (node) => {
      const { stdout, code } = await project.run(node, 'transition', 'run', ...ADA, '--json')
      const lines = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      const types = lines.map(({ type }) => type)
      expect(types.slice(0, 2)).toEqual(['started', 'launched'])
      expect(types.slice(-2)).toEqual(['exited', 'result'])
      const progress = lines.filter(({ type }) => type === 'progress').map(({ detail }) => detail)
      expect(progress).toEqual(['page 1 of 3', 'page 2 of 3', 'page 3 of 3', { done: true }])
      expect(lines.at(-1)).toMatchObject({
        execution: { status: 'succeeded', input: { name: 'Ada' } },
        output: { greeting: 'Hello, Ada!' },
        error: null,
      })
      expect(code).toBe(0)
    },
  )

  it('says what happens in dev, too: a progress() is an event', async () => {
    const { stdout } = await shell(
      `exec 3< <(exec transition dev ${ADA[0]} --input '{"name": "Ada"}' --data :memory: --port 0 --json); pid=$!
      while read -r line <&3; do case "$line" in
        *'"type":"progress"'*) echo "$line" ;;
        *'"type":"exited"'*) kill -INT $pid ;;
      esac; done`,
    )
    const [first = ''] = stdout.split('\n')
    expect(JSON.parse(first)).toMatchObject({ type: 'progress', detail: 'page 1 of 3' })
  })

  it.skipIf(!hasScript)(`draws a bar on a terminal of 80 columns, in one place${whyNoScript}`, async () => {
    const command = `stty cols 80; transition run handler.mjs --input '{"name": "Ada"}'`
    const { stdout } = await project.run('26', 'script', '-qec', command, '/dev/null')
    const lines = stripVTControlCharacters(stdout).split(/\r?\n/)
    const bars = lines.filter((line) => line.includes('▰'))
    expect(bars.map((line) => line.replace(/^[\d. s]+/, ''))).toEqual([
      expect.stringMatching(/^.*▰▰▰.*▱.* page 1 of 3$/),
      expect.stringMatching(/^.*▰▰▰.*▱.* page 2 of 3$/),
      expect.stringMatching(/^.*▰▰▰[^▱]* page 3 of 3$/),
    ])
    // The second and the third take the place of the one before.
    expect(stdout.split('\u001B[1A\u001B[2K')).toHaveLength(3)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })

  it('ends with the outcome and the output; --verbose adds input and ids', async () => {
    const short = await run(...ADA)
    expect(short.stdout.trimEnd()).toMatch(/"country": null\n\}$/)
    expect(short.stdout).not.toContain('"executionId"')
    const long = await run(...ADA, '--verbose')
    expect(JSON.parse(long.stdout.slice(long.stdout.lastIndexOf('\n{')))).toMatchObject({
      executionId: expect.stringMatching(/^las:/),
      input: { name: 'Ada' },
    })
  })

  it('reads transition.config.ts, as dev does', async () => {
    const { stdout } = await shell('cd project && transition run --json')
    expect(resultOf(stdout).output).toEqual({ greeting: 'Hello, Ada!', city: 'Basel', country: 'CH' })
    const other = await run(
      ...ADA,
      '--config',
      'project/transition.config.ts',
      '--env',
      'CITY=Chur',
      '--json',
    )
    expect(resultOf(other.stdout).output).toMatchObject({ city: 'Chur', country: 'CH' })
  })

  it('takes variables from a file; --env wins', async () => {
    const file = await run(...ADA, '--env-file', 'local.env', '--json')
    expect(resultOf(file.stdout).output).toMatchObject({ city: 'Genève' })
    const both = await run(...ADA, '--env-file', 'local.env', '--env', 'CITY=Chur', '--json')
    expect(resultOf(both.stdout).output).toMatchObject({ city: 'Chur' })
    const { stderr, code } = await run(...ADA, '--env-file', 'nope.env')
    expect(stderr).toBe("--env-file nope.env can't be read: expected a file with lines KEY=VALUE\n")
    expect(code).toBe(64)
  })

  it('reads its input from standard input for --input -', async () => {
    const { stdout } = await shell(`echo '{"name": "Grace"}' | transition run handler.mjs --input - --json`)
    expect(resultOf(stdout).output).toMatchObject({ greeting: 'Hello, Grace!' })
    const { stderr, code } = await shell('echo nonsense | transition run handler.mjs --input -')
    expect(stderr).toMatch(/^--input - is not valid JSON: /)
    expect(code).toBe(64)
  })

  it.for(["run handler.mjs --input '{}'", 'docs errors'])(
    '`transition %s | head -1` is no failure',
    async (args) => {
      const { code, stdout } = await shell(`transition ${args} | head -1`)
      expect(stdout.split('\n')).toHaveLength(2)
      expect(code).toBe(0)
    },
  )

  it('shows a field called name, which is no more than a field', async () => {
    expect((await run(...ADA)).stdout).toMatch(/INFO: Greeting \{"name":"Ada"\}\n/)
  })
})
