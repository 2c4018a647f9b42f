import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasOwnNode, whyNoNode } from '../scaffold/machine.ts'
import { resultOf } from '../support/programs.ts'
import { openInstalled, type Installed } from './installed.ts'

const HANDLER = 'export default ({ input }) => ({ doubled: 2 * input.number })'
const USES_HARNESS = `import { harness } from 'docker-transition/testing'
const t = await harness(({ input }) => ({ doubled: 2 * input.number }))
console.log(JSON.stringify((await t.run({ number: 21 })).output))
await t[Symbol.asyncDispose]()`

describe.skipIf(!hasOwnNode)(`in an empty folder, after npm install${whyNoNode}`, () => {
  let project: Installed
  beforeAll(async () => {
    project = await openInstalled({
      'handler.mjs': HANDLER,
      'uses-harness.mjs': USES_HARNESS,
      'uses-platform.mjs': "import 'docker-transition/platform'",
    })
  })
  afterAll(async () => project?.[Symbol.asyncDispose]())

  const RUN = ['run', 'handler.mjs', '--input', '{"number": 21}', '--json']

  it.for([
    RUN,
    ['dev', 'handler.mjs'],
    ['platform', '--data', ':memory:', '--port', '0'],
    ['executions'],
    ['--help'],
  ])(
    'a Node that is too old is told in a line what is needed, before anything else: transition %s',
    async (args) => {
      const { code, stdout, stderr } = await project.run('20', 'transition', ...args)
      expect(stderr).toMatch(
        /^docker-transition needs Node 22\.18 or newer; this is Node 20\.\d+\.\d+\. npm install -D node .*\n$/,
      )
      expect(stdout).toBe('')
      expect(code).toBe(69)
    },
  )

  it.for(['uses-harness.mjs', 'uses-platform.mjs'])(
    'a Node that is too old is told the same by an import: %s',
    async (file) => {
      const { code, stderr } = await project.run('20', 'node', file)
      expect(stderr).toMatch(/Error: docker-transition needs Node 22\.18 or newer; this is Node 20\./)
      expect(stderr).not.toContain('sqlite')
      expect(code).toBe(1)
    },
  )

  it.for(['22.18.0', '26'] as const)('a platform listens, and ends, on Node %s', async (node) => {
    const script = `exec 3< <(exec transition platform --data :memory: --port 0 --json); pid=$!
      read -r line <&3; echo "$line"; kill -INT $pid; cat <&3; wait $pid`
    const { stdout, stderr, code } = await project.shell(node, script)
    expect(JSON.parse(stdout)).toMatchObject({ apiEndpoint: expect.stringContaining('/v1') })
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  it.for(['22.18.0', '26'] as const)('the command and the harness work on Node %s', async (node) => {
    const { code, stdout, stderr } = await project.run(node, 'transition', ...RUN)
    expect(resultOf(stdout).output).toEqual({ doubled: 42 })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect((await project.run(node, 'node', '--no-warnings', 'uses-harness.mjs')).stdout).toBe(
      '{"doubled":42}\n',
    )
  })
})
