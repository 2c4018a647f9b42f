import { once } from 'node:events'
import { createServer } from 'node:net'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasOwnNode, whyNoNode } from '../scaffold/machine.ts'
import type { NodeVersion } from '../scaffold/nodes.ts'
import { attach, AUTO_ATTACH, listening } from '../support/debugger.ts'
import { resultOf } from '../support/programs.ts'
import { openInstalled, type Installed } from './installed.ts'

const FILES = {
  'handler.ts': `import { defineTransition } from 'docker-transition'

interface Input { n: number }
const twice = (n: number) => 2 * n
export default defineTransition({
  async handler({ input }) {
    const { n } = input as unknown as Input
    return { doubled: twice(n) }
  },
})
`,
  'editor.cjs': AUTO_ATTACH.file,
}

describe.skipIf(!hasOwnNode)(`breakpoints, in an empty folder${whyNoNode}`, () => {
  let project: Installed
  beforeAll(async () => {
    project = await openInstalled(FILES)
  })
  afterAll(async () => project?.[Symbol.asyncDispose]())

  const HANDLER = ['handler.ts', '--input', '{"n": 2}']
  const inHandler = { name: 'handler', url: expect.stringMatching(/\/handler\.ts$/) }
  const start = (node: NodeVersion, verb: string, ...args: string[]) =>
    project.start(node, {}, 'transition', verb, ...HANDLER, ...args, '--json')

  it.for(['22.18.0', '26'] as const)(
    'run --inspect-brk stops in the first line of the handler, on Node %s',
    async (node) => {
      await using program = await start(node, 'run', '--inspect-brk', '--inspect-port', '0')
      {
        await using person = await attach(await listening(program))
        expect(await person.goOn()).toEqual({ ...inHandler, line: 7 })
      }
      const { code, stdout } = await program.finished
      expect(resultOf(stdout)).toMatchObject({ output: { doubled: 4 } })
      expect(stdout).not.toContain('blocked its event loop')
      expect(code).toBe(0)
    },
  )

  it('run --inspect waits for nobody', async () => {
    const { stdout, code } = await project.run(
      '26',
      'transition',
      'run',
      ...HANDLER,
      '--inspect',
      '--inspect-port',
      '0',
    )
    expect(stdout).toMatch(/Debugger listening on ws:/)
    expect(stdout).toContain('"doubled": 4')
    expect(code).toBe(0)
  })

  it('dev --inspect-brk stops in each run, on the same port', async () => {
    const port = await freePort()
    await using program = await start(
      '26',
      'dev',
      '--inspect-brk',
      '--inspect-port',
      port,
      '--port',
      '0',
      '--data',
      ':memory:',
      '--no-types',
    )
    const first = await listening(program)
    // The first is still stopped when the second starts.
    await using person = await attach(first)
    expect(await person.goOn()).toEqual({ ...inHandler, line: 7 })
    await program.said('"type":"watching"')
    const file = join(project.path, 'handler.ts')
    await writeFile(file, `// Changed\n${await readFile(file, 'utf8')}`)
    await using again = await attach(await listening(program, first))
    expect(await again.goOn()).toEqual({ ...inHandler, line: 8 })
    await writeFile(file, FILES['handler.ts'])
  })

  it("an editor's auto-attach reaches the handler process", async () => {
    const variables = AUTO_ATTACH.variables(join(project.path, 'editor.cjs'))
    await using program = await project.start('26', variables, 'transition', 'run', ...HANDLER, '--json')
    {
      await using person = await attach(await listening(program))
      person.breakAt('handler.ts', 8)
      expect(await person.goOn()).toEqual({ ...inHandler, line: 8 })
    }
    expect((await program.finished).code).toBe(0)
  })

  it.for([
    [['--docker', '--inspect'], /^A debugger is let into a process of this machine only: leave out --docker/],
    [['--inspect-port', 'x'], /Expected a number from 0 to 65535/],
  ] as const)('says what is wrong with %j', async ([flags, message]) => {
    const { stderr, code } = await project.run('26', 'transition', 'run', ...HANDLER, ...flags)
    expect(stderr).toMatch(message)
    expect(code).toBe(64)
  })

  it('says that a port is taken', async () => {
    await using server = createServer()
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as { port: number }
    const { stderr, code } = await project.run(
      '26',
      'transition',
      'run',
      ...HANDLER,
      '--inspect-port',
      String(port),
    )
    expect(stderr).toMatch(
      new RegExp(`^No debugger can reach port ${port}: .*EADDRINUSE.* Try --inspect-port 0\\n$`),
    )
    expect(code).toBe(64)
  })
})

async function freePort(): Promise<string> {
  await using server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as { port: number }
  return String(port)
}
