import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasOwnNode, whyNoNode } from '../scaffold/machine.ts'
import { openInstalled, type Installed } from './installed.ts'

const SYNTAX_ERROR = 'export default () => {\n  const a = 1\n  const b = = 2\n}\n'
const USES_PATHS = "import { answer } from '~/answer.ts'\nexport default () => ({ answer })\n"

const FILES = {
  'broken.ts': SYNTAX_ERROR,
  'broken.mjs': SYNTAX_ERROR,
  'handler.mjs': 'export default () => ({ ok: true })',
  'throwing/package.json': '{ "type": "module" }',
  'throwing/transition.config.ts': `import { defineConfig } from 'docker-transition/config'
const name = process.env['NO_SUCH_VARIABLE'] as unknown as string
export default defineConfig({ name: name.toUpperCase() })
`,
  'unparsed.config.ts': 'export default {\n  name: = 1,\n}\n',
  'x.cjs': 'module.exports = () => ({})',
  'without-main/package.json': '{}',
  'app/tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./src/*"] } } }',
  'app/package.json': '{ "type": "module", "main": "deep/handler.ts" }',
  'app/src/answer.ts': 'export const answer: number = 42\n',
  'app/deep/handler.ts': USES_PATHS,
  'app/transition.config.ts': `import { answer } from '~/answer.ts'
export default { name: String(answer), handler: 'deep/handler.ts' }
`,
  'harness.mjs': `import { harness } from 'docker-transition/testing'
const t = await harness('app/deep/handler.ts')
console.log(JSON.stringify((await t.run()).output))
await t[Symbol.asyncDispose]()`,
  // Another one, where the command is typed.
  'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./elsewhere/*"] } } }',
}

describe.skipIf(!hasOwnNode)(`what goes wrong in the first hour${whyNoNode}`, () => {
  let project: Installed
  beforeAll(async () => {
    project = await openInstalled(FILES)
  })
  afterAll(async () => project?.[Symbol.asyncDispose]())

  const transition = (...args: string[]) => project.run('26', 'transition', ...args)
  const withoutEngine = (...args: string[]) =>
    project.run('26', 'env', 'DOCKER_HOST=tcp://127.0.0.1:1', 'transition', ...args)
  const shell = (command: string) => project.shell('26', command)

  it.for(['broken.ts', 'broken.mjs'])('a syntax error in %s is told once, with its line', async (file) => {
    const { stdout, code } = await transition('run', file)
    expect(stdout).toMatch(
      new RegExp(String.raw`✘ failed: .*SyntaxError: .*, at .*/${file}:3(:\d+)?\n {4}const b = = 2\n`),
    )
    expect(stdout.split('SyntaxError')).toHaveLength(2)
    expect(code).toBe(1)
  })

  it.for(['executions', 'logs las:log:1', 'record x'])(
    '`transition %s` without a platform says how to give one, or to start one',
    async (args) => {
      const { stderr, code } = await shell(`HOME=$PWD/app transition ${args}`)
      expect(stderr).toMatch(/^The environment has no LAS_CLIENT_ID, .*\n.*credentials\.cfg can't be read/)
      expect(stderr).toContain(
        '\nNo platform runs here for .transition either: transition platform and transition dev start one\n',
      )
      expect(code).toBe(77)
    },
  )

  it('a configuration that throws is told with file and line', async () => {
    const { stderr, code } = await shell(
      'cd throwing && transition run ../handler.mjs --config transition.config.ts',
    )
    expect(stderr).toMatch(
      /^transition\.config\.ts can't be loaded: TypeError: .*toUpperCase.*, at .*\/throwing\/transition\.config\.ts:3:\d+\n$/,
    )
    expect(code).toBe(64)
    const syntax = await transition('run', 'handler.mjs', '--config', 'unparsed.config.ts')
    expect(syntax.stderr).toMatch(
      /^unparsed\.config\.ts can't be loaded: SyntaxError: .*, at .*unparsed\.config\.ts:2:9\n {4}name: = 1,\n$/,
    )
  })

  it.for([
    ['run', 'x.cjs'],
    ['dev', 'x.cjs'],
    ['build', 'x.cjs'],
    ['run', 'without-main'],
    ['dev', 'without-main'],
    ['build', 'without-main'],
  ])('what is no handler is a wrong use of the command: %s %s', async ([verb = '', path = '']) => {
    const flags = verb === 'dev' ? ['--data', ':memory:', '--port', '0'] : []
    const { stderr, code } = await transition(verb, path, ...flags)
    expect(stderr).toMatch(/is no handler|has no "main"/)
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(64)
  })

  it.for(['some/image:1', 'handler.mjs'])(
    'without a Docker Engine run %s --docker exits 69',
    async (image) => {
      const { stderr, code } = await withoutEngine('run', image, '--docker')
      expect(stderr).toMatch(/^No Docker Engine answers at tcp:\/\/127\.0\.0\.1:1/)
      expect(code).toBe(69)
    },
  )

  it.for([
    ['build', 'x.cjs'],
    ['build', 'broken.mjs'],
    ['run', 'x.cjs', '--docker'],
    ['run', 'handler.mjs', '--docker', '--input', 'nonsense'],
    ['run', 'some/image:1', '--docker', '--input', 'nonsense'],
  ])(
    'what is wrong with the command itself is told where no Docker Engine answers, too: %s %s',
    async (args) => {
      const { stderr, code } = await withoutEngine(...args)
      expect(stderr).not.toContain('Docker Engine')
      expect(stderr).toMatch(/is no handler|broken\.mjs|--input is neither JSON/)
      expect(code).toBe(64)
    },
  )

  it("dev says when the handler's file is gone, and runs it when it is back", async () => {
    const { stdout } = await shell(
      `cp handler.mjs gone.mjs; ${dev('gone.mjs', [
        // Once it has run, it goes; once dev has said so, it is back.
        `*'"type":"exited"'*) [ -e is-back ] && kill -INT $pid; rm -f gone.mjs ;;`,
        `*'"type":"problem"'*) touch is-back; cp handler.mjs gone.mjs ;;`,
      ])}`,
    )
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const problem = lines.findIndex(({ type }) => type === 'problem')
    expect(lines[problem].message).toMatch(/gone\.mjs does not exist/)
    expect(lines.slice(problem).map(({ type }) => type)).toContain('ended')
  })

  it.for(['22.18.0', '26'] as const)(
    "the paths of the handler's own tsconfig are those of run, dev, a test and build, on Node %s",
    async (node) => {
      const run = await project.run(node, 'transition', 'run', 'app/deep/handler.ts')
      expect(run.stdout).toContain('"answer": 42')
      const folder = await project.run(node, 'transition', 'run', 'app', '--json')
      expect(folder.stdout).toContain('"output":{"answer":42}')
      const ended = `*'"type":"ended"'*) kill -INT $pid ;;`
      const looped = await project.shell(node, dev('app', [ended]))
      expect(looped.stdout).toContain('"output":{"answer":42}')
      expect((await project.run(node, 'node', '--no-warnings', 'harness.mjs')).stdout).toBe('{"answer":42}\n')
    },
  )
})

/** A script that runs dev, and acts on its lines by the branches of a `case`; it ends with dev. */
function dev(handler: string, branches: readonly string[]): string {
  return `exec 3< <(exec transition dev ${handler} --data :memory: --port 0 --json); pid=$!
    while read -r line <&3; do echo "$line"; case "$line" in ${branches.join('\n')} esac; done`
}
