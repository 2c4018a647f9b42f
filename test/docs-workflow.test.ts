import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { startCommand } from './support/command-platform.ts'
import { openProject } from './support/project.ts'
import { run } from './support/programs.ts'

const page = await readFile(new URL('../docs/workflows.md', import.meta.url), 'utf8')
const start = page.slice(0, page.indexOf('\n## '))
const files = Object.fromEntries(
  Array.from(start.matchAll(/^\*\*(\S+)\*\*\n\n```\w+\n([^]*?)^```/gm), ([, name = '', text = '']) => [
    name,
    text,
  ]),
)
const commands = /^```sh\n([^]*?)^```/m.exec(start)?.[1]?.trim().split('\n') ?? []

it('what docs/workflows.md begins with leads from nothing to a workflow that has run', async () => {
  expect(Object.keys(files)).toEqual(['double.ts', 'numbers.asl.json', 'transition.config.ts'])
  expect(Object.values(files).join('').split('\n').length).toBeLessThan(30)
  await using project = await openProject({ ...files, 'package.json': '{ "type": "module" }' }, ['zod'])
  await using platform = await startCommand(['--data', '.transition'], { cwd: project.path })
  expect(commands).toHaveLength(4)
  let said = ''
  for (const command of commands) {
    const args = Array.from(
      command.matchAll(/'([^']*)'|(\S+)/g),
      ([, quoted, plain]) => quoted ?? plain ?? '',
    )
    const { code, stdout, stderr } = await run('transition', { args: args.slice(2), cwd: project.path })
    expect({ command, code, stderr }).toMatchObject({ command, code: 0 })
    said = stdout
  }
  expect(said).toContain('"number": 6')
  expect((await platform.client.workflows.list({})).workflows).toHaveLength(1)
})
