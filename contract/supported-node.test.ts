import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { oldNodeMessage } from './supported-node.ts'

it('takes the Nodes that the manifest admits, and no older ones', async () => {
  const { engines } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  const [, oldest] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? []
  expect(oldNodeMessage(`${oldest}.0`)).toBeUndefined()
  for (const version of ['24.0.0', '26.10.0']) expect(oldNodeMessage(version)).toBeUndefined()
  for (const version of ['18.20.0', '20.20.2', '22.17.1'])
    expect(oldNodeMessage(version)).toContain(`needs Node ${oldest} or newer; this is Node ${version}.`)
})
