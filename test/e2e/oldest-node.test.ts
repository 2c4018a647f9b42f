import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { pathWith } from '../scaffold/nodes.ts'
import { programs, resultOf } from '../support/programs.ts'

const OLDEST = '22.18.0'

it('the package runs on the oldest Node that its manifest admits', async () => {
  const { engines } = JSON.parse(await readFile('package.json', 'utf8'))
  expect(`${engines.node}.0`).toBe(`>=${OLDEST}`)
  const env = { ...process.env, PATH: await pathWith(OLDEST) }
  const node = async (...args: string[]) => (await promisify(execFile)('node', args, { env })).stdout
  expect((await node('--version')).trim()).toBe(`v${OLDEST}`)

  const document = ['--document', 'examples/predict/invoice.pdf', '--json']
  const predicted = await node(programs.transition, 'run', 'examples/predict/handler.ts', ...document)
  expect(resultOf(predicted)).toMatchObject({ execution: { status: 'succeeded' } })
  const plain = [handlerPath('succeeds.mjs'), '--input', '{"number": 2}', '--json']
  expect(resultOf(await node(programs.transition, 'run', ...plain)).output).toEqual({ doubled: 4 })
})
