import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run, start } from '../support/programs.ts'
import { openProject as openAny, writeFiles as write } from '../support/project.ts'

const HANDLER = `
import { times } from './times.ts'
export default async ({ input, log }) => {
  log.info('at work')
  return { result: times(input.number) }
}
`

const configWith = (number: number) => `
  import { defineConfig } from 'docker-transition/config'
  export default defineConfig({
    name: 'of the configuration',
    handler: 'handler.mjs',
    environment: { MODEL_ID: 'las:model:ffffffffffffffffffffffffffffffff', COUNTRY: 'CH', CITY: 'Bern' },
    environmentSecrets: ['elsewhere', { name: 'erp', variables: ['ERP_TOKEN', 'LAS_CLIENT_ID'] }],
    dev: { input: { number: ${number} }, document: 'invoice.pdf', model: 'fields.json', environment: { CITY: 'Basel' } },
  })`

describe('transition dev', () => {
  it('runs the handler, and again when a file that it imports is replaced', async () => {
    await using project = await openProject({
      'handler.ts': HANDLER,
      'times.ts': 'export const times = (n: number) => 2 * n',
    })
    await using dev = startDev(project.path, 'handler.ts', '--input', '{"number": 21}')
    expect(await dev.next('ended')).toMatchObject({ output: { result: 42 } })
    await dev.next('watching')
    await write(project.path, { 'times.ts': 'export const times = (n: number) => 3 * n' })
    expect(await dev.next('again')).toMatchObject({ files: [join(project.path, 'times.ts')] })
    expect(await dev.next('ended')).toMatchObject({ output: { result: 63 } })
  })

  it('takes up a file that the handler has only begun to import', async () => {
    await using project = await openProject({ 'handler.mjs': 'export default () => ({ n: 0 })' })
    await using dev = startDev(project.path, 'handler.mjs')
    await dev.next('ended')
    await dev.next('watching')
    await write(project.path, {
      'n.mjs': 'export const n = 1',
      'handler.mjs': 'import { n } from "./n.mjs"\nexport default () => ({ n })',
    })
    expect(await dev.next('ended')).toMatchObject({ output: { n: 1 } })
    await dev.next('watching')
    await write(project.path, { 'n.mjs': 'export const n = 2' })
    expect(await dev.next('ended')).toMatchObject({ output: { n: 2 } })
  })

  it('goes on after a file that is broken, and says what is wrong with it', async () => {
    await using project = await openProject({ 'handler.mjs': 'export default () => ({ n: 0 })' })
    await using dev = startDev(project.path, 'handler.mjs')
    await dev.next('ended')
    await dev.next('watching')
    await write(project.path, { 'handler.mjs': 'export default () => ({' })
    expect(await dev.next('ended')).toMatchObject({
      execution: { status: 'failed' },
      error: { message: expect.stringContaining('SyntaxError') },
    })
    await dev.next('watching')
    await write(project.path, { 'handler.mjs': 'export default () => ({ n: 1 })' })
    expect(await dev.next('ended')).toMatchObject({ output: { n: 1 } })
  })

  it('stops a run that a change has overtaken', async () => {
    await using project = await openProject({
      'handler.mjs':
        'export default ({ log, signal }) => new Promise(() => { log.info("stuck"); setInterval(() => {}, 1e6) })',
    })
    await using dev = startDev(project.path, 'handler.mjs')
    await dev.next('log')
    await dev.next('watching')
    await write(project.path, { 'handler.mjs': 'export default () => ({ n: 1 })' })
    expect(await dev.next('ended')).toMatchObject({ output: { n: 1 } })
  })

  it('takes input, document, fields and variables from transition.config.ts, and follows it', async () => {
    await using project = await openProject({
      'transition.config.ts': configWith(1),
      'fields.json': '{"total": {"type": "amount", "maxLength": 20}}',
      'invoice.pdf': '%PDF-1.4',
      'handler.mjs': `export default async ({ input, env: { COUNTRY, CITY, MODEL_ID, ERP_TOKEN }, client, log }) => {
        const { fieldConfig } = await client.models.get(MODEL_ID)
        log.info({ ERP_TOKEN }, 'knows the token')
        return { input, COUNTRY, CITY, fields: Object.keys(fieldConfig), hasToken: ERP_TOKEN === 'very-secret-token' }
      }`,
    })
    await using dev = startDev(project.path)
    expect(await dev.next('ended')).toMatchObject({
      output: {
        input: { number: 1, documentId: expect.stringMatching(/^las:document:/) },
        COUNTRY: 'CH',
        CITY: 'Basel',
        fields: ['total'],
        hasToken: true,
      },
    })
    // What is printed may come after the outcome.
    await dev.said('knows the token')
    expect(dev.output.stdout).not.toContain('very-secret-token')
    await dev.next('watching')
    await write(project.path, { 'transition.config.ts': configWith(2) })
    expect(await dev.next('ended')).toMatchObject({ output: { input: { number: 2 } } })
    await dev.next('watching')
    await write(project.path, { 'transition.config.ts': 'export default { nome: "misspelt" }' })
    expect(await dev.next('problem')).toMatchObject({ message: expect.stringContaining('nome is unknown') })
  })

  it('tells a person what a schema refused: the path, what was expected, what came, and the line', async () => {
    await using project = await openProject({
      'handler.ts': `import { z } from 'zod'
const Invoice = z.object({
  total: z.number(),
})
export default {
  input: z.object({ invoice: Invoice }),
  handler: ({ input }) => ({ total: input.invoice.total }),
}`,
    })
    const args = [
      'dev',
      'handler.ts',
      '--input',
      '{"invoice": {"total": "12.50"}}',
      '--data',
      ':memory:',
      '--port',
      '0',
    ]
    await using dev = start('transition', { args, cwd: project.path })
    await dev.said('Waiting for changes')
    expect(dev.output.stdout).toContain(`
✘ failed: the input doesn't match its schema`)
    expect(dev.output.stdout).toMatch(
      /  input\.invoice\.total\n +expected +number\n +got +'12\.50' +string\n +schema +handler\.ts:3:3\n +total: z\.number\(\),\n/,
    )
  })

  it("tells a person what is wrong with the project's types", async () => {
    await using project = await openProject({
      'handler.ts': 'const n: number = "five"\nexport default () => ({ n })',
      'tsconfig.json': '{ "compilerOptions": { "noEmit": true, "types": [] }, "include": ["handler.ts"] }',
    })
    const args = ['dev', 'handler.ts', '--data', ':memory:', '--port', '0']
    await using dev = start('transition', { args, cwd: project.path })
    await dev.said('✘ the types')
    await dev.said('const n: number')
    expect(dev.output.stdout).toMatch(
      /  handler\.ts:1:7  TS2322\n +expected +number\n +got +string\n +const n: number = "five"\n/,
    )
  })

  it('keeps what ran, says so in its folder, and leaves nothing running there on Ctrl-C', async () => {
    await using project = await openProject({ 'handler.mjs': 'export default () => ({ n: 0 })' })
    const args = ['dev', 'handler.mjs', '--json', '--port', '0']
    await using dev = start('transition', { args, cwd: project.path })
    await dev.said('"exited"')
    expect(await readdir(join(project.path, '.transition'))).toContain('running.json')
    const second = await run('transition', { args, cwd: project.path })
    expect(second.stderr).toMatch(/^\.transition is in use: a platform serves it at http:.* Stop that one/)
    expect(second.code).toBe(64)
    dev.child.kill('SIGINT')
    const { code, stderr } = await dev.finished
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(await readdir(join(project.path, '.transition'))).not.toContain('running.json')
  })

  it.each<[string, string[], string]>([
    ['no handler', [], 'Which handler? Name its file, or add a transition.config.ts that does'],
    ['a handler that does not exist', ['nope.ts'], 'nope.ts does not exist'],
    ['a folder without package.json', ['empty'], 'is a folder without a package.json'],
    ['a file that is no handler', ['fields.json'], 'is no handler: expected a file that ends in'],
    [
      'a configuration that does not exist',
      ['handler.mjs', '--config', 'nope.ts'],
      '--config nope.ts is no file',
    ],
    ['a document that does not exist', ['handler.mjs', '--document', 'nope.pdf'], 'The document nope.pdf'],
    ['input that is not JSON', ['handler.mjs', '--input', '{bad'], '--input is not valid JSON'],
    ['a port that is none', ['handler.mjs', '--port', '70000'], 'Expected a number from 0 to 65535'],
    [
      'a folder for its state that is a file',
      ['handler.mjs', '--data', 'fields.json'],
      "Can't keep state in fields.json",
    ],
    ['an unknown flag', ['handler.mjs', '--nope'], "unknown option '--nope'"],
  ])('says what to do about %s and exits 64', async (_, args, message) => {
    await using project = await openProject({
      'handler.mjs': 'export default () => ({})',
      'fields.json': '{}',
      'empty/readme.md': '',
    })
    const { code, stdout, stderr } = await run('transition', { args: ['dev', ...args], cwd: project.path })
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect(stdout).toBe('')
    expect(code).toBe(64)
  })
})

const openProject = (files: Record<string, string>) => openAny(files, ['zod', 'typescript'])

/** A loop that tells what happens as JSON. */
function startDev(cwd: string, ...args: string[]) {
  const program = start('transition', {
    args: ['dev', ...args, '--json', '--no-types', '--data', ':memory:', '--port', '0'],
    env: { ERP_TOKEN: 'very-secret-token' },
    cwd,
  })
  const asked = new Map<string, number>()
  return {
    ...program,
    /** The next thing of this type that has not been asked for. */
    async next(type: string): Promise<Record<string, unknown>> {
      const index = asked.get(type) ?? 0
      asked.set(type, index + 1)
      while (true) {
        const lines = program.output.stdout.split('\n').slice(0, -1)
        const found = lines.map((line) => JSON.parse(line)).filter((event) => event.type === type)[index]
        if (found) return found
        await program.says()
      }
    },
  }
}
