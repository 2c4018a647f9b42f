// What the docs list is what the code has.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { ExitCode as CommandCode } from '../cli/exit-codes.ts'
import { TransitionConfig } from '../project/config/transition-config.ts'
import { createProgram } from '../cli/program.ts'
import { ExitCode as ContainerCode } from '../runtime/exit-codes.ts'
import { ExitCode as CreateCode } from '../templates/create/exit-codes.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const page = (name: string) => readFile(join(root, 'docs', name), 'utf8')

describe('docs/errors.md', () => {
  it.each([
    ['Of the container', ContainerCode],
    ['Of the command', CommandCode],
    ['Of `npm create', CreateCode],
  ])('%s: has every exit code and no other', async (title, codes) => {
    const [, section = ''] = (await page('errors.md')).split(`### ${title}`)
    const [table = ''] = section.split('\n##')
    const listed = Array.from(table.matchAll(/^\| (\d+) \|/gm), ([, code]) => Number(code))
    expect(listed).toEqual(Object.values(codes).toSorted((a, b) => a - b))
  })

  it('has every class of errors that anybody may see', async () => {
    const text = await page('errors.md')
    const missing = (await errorClasses()).filter((name) => !text.includes(`\`${name}\``))
    expect(missing).toEqual([])
  })

  it('has no class of errors that is gone', async () => {
    const classes = await errorClasses()
    const listed = Array.from((await page('errors.md')).matchAll(/^\| `(\w+Error)` \|/gm), ([, name]) => name)
    expect(listed.filter((name) => !classes.includes(name ?? ''))).toEqual([])
  })
})

describe('docs/command.md', () => {
  it('has a section for every verb, with every flag of it', async () => {
    const text = await page('command.md')
    for (const command of createProgram().commands) {
      if (command.name() === 'complete') continue
      const [, section] = text.split(`\n## ${command.name()}\n`)
      expect(section, command.name()).toBeDefined()
      const flags = Array.from(
        (section?.split('\n## ')[0] ?? '').matchAll(/--[a-z][a-z-]*/g),
        ([flag]) => flag,
      )
      for (const { long } of command.options) expect(flags, command.name()).toContain(long)
      const known = [...command.options.map(({ long }) => long), '--help']
      // The first column is the verb's own flags.
      const rows = Array.from(
        (section?.split('\n## ')[0] ?? '').matchAll(/^\| (`--.*?) \|/gm),
        ([, cell]) => cell ?? '',
      )
      const listed = rows.flatMap((cell) => Array.from(cell.matchAll(/--[a-z][a-z-]*/g), ([flag]) => flag))
      expect(
        listed.filter((flag) => !known.includes(flag)),
        command.name(),
      ).toEqual([])
    }
  })

  it('every verb says in its help how it is used, and prints JSON for programs', () => {
    for (const command of createProgram().commands) {
      if (['complete', 'completion'].includes(command.name())) continue
      let help = ''
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
      expect(help).toContain(`$ transition ${command.name()}`)
      expect(help).toContain('--json')
      expect(help.split('\n').filter((line) => line.length > 80)).toEqual([])
    }
  })
})

describe('docs/configuration.md', () => {
  it('has every field of transition.config.ts', async () => {
    const text = await page('configuration.md')
    const fields = TransitionConfig.def.options.flatMap((option) => fieldsOf(option, ''))
    expect(fields.filter((field) => !text.includes(`\`${field}\``))).toEqual([])
  })

  it('has every variable that the runtime reads', async () => {
    const text = await page('configuration.md')
    const sources = await Promise.all(
      ['runtime/environment.ts', 'client/credentials.ts'].map((file) => readFile(join(root, file), 'utf8')),
    )
    const variables = Array.from(
      sources.join().matchAll(/'((?:TRANSITION|LAS|LOG|EXECUTION)_[A-Z_]+)'/g),
      ([, name]) => name,
    )
    expect(variables.length).toBeGreaterThan(10)
    expect(variables.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
  })
})

/** Errors whose names stand in messages or in `catch`: what is private to a file doesn't count. */
async function errorClasses(): Promise<string[]> {
  const rooms = ['contract', 'client', 'runtime', 'platform', 'project', 'testing', 'cli']
  const files = await Promise.all(
    rooms.map(async (room) =>
      (await readdir(join(root, room), { recursive: true }))
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => join(root, room, name)),
    ),
  )
  const texts = await Promise.all(files.flat().map((file) => readFile(file, 'utf8')))
  return texts.flatMap((text) =>
    Array.from(text.matchAll(/^export class (\w+Error) extends/gm), ([, name]) => name ?? ''),
  )
}

function fieldsOf(schema: unknown, prefix: string): string[] {
  const inner = schema instanceof z.ZodMiniOptional ? schema.def.innerType : schema
  if (!(inner instanceof z.ZodMiniObject)) return [prefix]
  // Assets may have any name.
  if (inner.def.catchall && !(inner.def.catchall instanceof z.ZodMiniNever)) return [prefix]
  return Object.entries(inner.shape).flatMap(([name, field]) =>
    fieldsOf(field, prefix === '' ? name : `${prefix}.${name}`),
  )
}
