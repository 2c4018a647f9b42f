import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { programs, resultOf } from '../support/programs.ts'

const execute = promisify(execFile)

it('the package runs on the oldest Node that its manifest admits', async () => {
  const { engines } = JSON.parse(await readFile('package.json', 'utf8'))
  const [, version] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? []
  const folder = await mkdtemp(join(tmpdir(), 'test-'))
  try {
    const manifest = { dependencies: { node: `${version}.0` }, allowScripts: { node: true } }
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
    await execute('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder })
    const node = join(folder, 'node_modules/.bin/node')
    expect((await execute(node, ['--version'])).stdout.trim()).toBe(`v${version}.0`)

    const document = ['--document', 'examples/predict/invoice.pdf', '--json']
    const { stdout } = await execute(node, [
      programs.transition,
      'run',
      'examples/predict/handler.ts',
      ...document,
    ])
    expect(resultOf(stdout)).toMatchObject({ execution: { status: 'succeeded' } })
    const plain = [
      programs.transition,
      'run',
      handlerPath('succeeds.mjs'),
      '--input',
      '{"number": 2}',
      '--json',
    ]
    expect(resultOf((await execute(node, plain)).stdout).output).toEqual({ doubled: 4 })
  } finally {
    await rm(folder, { recursive: true })
  }
})
