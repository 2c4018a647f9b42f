import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { rejection } from '../../test/support/rejection.ts'
import { UsageError } from '../usage-error.ts'
import { findConfig } from './find-config.ts'
import { defineConfig, type DockerConfig } from './index.ts'
import { loadConfig } from './load-config.ts'

describe('a configuration', () => {
  test('is what the file exports', async () => {
    await using folder = await folderWith({
      'transition.config.ts': `
        import { defaults } from './defaults.ts'
        export default { ...defaults, name: 'totals' as string, image: { repository: 'registry.test/totals' } }`,
      'defaults.ts': 'export const defaults = { memory: 512, environment: { A: "b" } }',
    })
    expect(await loadConfig(join(folder.path, 'transition.config.ts'))).toEqual({
      name: 'totals',
      image: { repository: 'registry.test/totals' },
      memory: 512,
      environment: { A: 'b' },
    })
  })

  test('is loaded anew each time', async () => {
    await using folder = await folderWith({ 'transition.config.ts': 'export default { name: "one" }' })
    const file = join(folder.path, 'transition.config.ts')
    expect(await loadConfig(file)).toEqual({ name: 'one' })
    await writeFile(file, 'export default { name: "two" }')
    expect(await loadConfig(file)).toEqual({ name: 'two' })
  })

  test('may be of a manual transition', async () => {
    await using folder = await folderWith({
      'transition.config.js': 'export default { name: "check", type: "manual", timeoutInSeconds: 1800 }',
    })
    expect(await loadConfig(join(folder.path, 'transition.config.js'))).toMatchObject({ type: 'manual' })
  })

  test('is typed', () => {
    const config = defineConfig({ name: 'totals', memory: 512, environmentSecrets: ['erp'] })
    expectTypeOf(config.name).toEqualTypeOf<string>()
    expectTypeOf<DockerConfig['memory']>().toEqualTypeOf<512 | 1024 | 2048 | undefined>()
    // @ts-expect-error -- a field that a manual transition doesn't have
    defineConfig({ name: 'check', type: 'manual', memory: 512 })
    // @ts-expect-error -- a field that is misspelt
    defineConfig({ name: 'totals', image: { repository: 'registry.test/totals', tagg: '1' } })
  })

  test.for([
    ['{}', 'name is missing: expected a string'],
    ['{ name: 5 }', 'name: Invalid input: expected string, received number'],
    ['{ name: "" }', "name: Too small: expected string to have >=1 characters, got ''"],
    [
      '{ name: "a", image: { repository: "a", tagg: "1" } }',
      'image.tagg is unknown: expected one of repository, tag',
    ],
    ['{ name: "a", image: {} }', 'image.repository is missing: expected a string'],
    [
      '{ name: "a", image: { repository: "a", tag: "b c" } }',
      "image.tag: Expected letters, digits, dots, dashes, at most 128, got 'b c'",
    ],
    ['{ name: "a", memory: 700 }', 'memory: Invalid option: expected one of 512|1024|2048, got 700'],
    ['{ name: "a", timeoutInSeconds: 5 }', 'timeoutInSeconds: Too small: expected number to be >=60, got 5'],
    [
      '{ name: "a", environment: { A: 1 } }',
      'environment.A: Invalid input: expected string, received number',
    ],
    [
      '{ name: "a", environmentSecrets: ["a", { name: "b" }] }',
      'environmentSecrets[1].variables is missing: expected an array',
    ],
    [
      '{ name: "a", environmentSecrets: [{ name: "b", variables: ["A"], value: "c" }] }',
      'environmentSecrets[0].value is unknown: expected one of name, variables',
    ],
    [
      '{ name: "a", type: "worker" }',
      "type is 'worker': expected 'docker', which is the default, or 'manual'",
    ],
    [
      '{ name: "a", type: "manual", memory: 512 }',
      'memory is unknown: expected one of type, name, description',
    ],
    ['{ name: "a", dev: { inputs: {} } }', 'dev.inputs is unknown: expected one of input, document, model'],
    ['{ name: "a", dev: { input: 5 } }', 'dev.input: Expected an object, or the path of a JSON file, got 5'],
  ] as const)('%s is refused: %s', async ([text, problem]) => {
    await using folder = await folderWith({ 'transition.config.ts': `export default ${text}` })
    const error = await rejection(loadConfig(join(folder.path, 'transition.config.ts')))
    expect(error).toBeInstanceOf(UsageError)
    expect(String(error)).toContain('transition.config.ts is wrong:\n')
    expect(String(error)).toContain(`\n  ${problem}`)
  })

  test('with several problems is told all of them', async () => {
    await using folder = await folderWith({ 'transition.config.ts': 'export default { cpus: 1, memory: 1 }' })
    const { message } = await failure(join(folder.path, 'transition.config.ts'))
    expect(message.split('\n')).toHaveLength(4)
  })

  test.for([
    ['export default 5', 'has no usable default export'],
    ['export default {', "can't be loaded: "],
    ["import './nope.ts'\nexport default {}", "can't be loaded: Error: Cannot find module './nope.ts'"],
    ['throw new Error("no luck")', "can't be loaded: Error: no luck, at "],
  ] as const)('%s is refused: it %s', async ([text, problem]) => {
    await using folder = await folderWith({ 'transition.config.ts': text })
    expect(String(await failure(join(folder.path, 'transition.config.ts')))).toContain(problem)
  })
})

describe('the configuration of a handler', () => {
  test('is in its folder, or in one above it, no further than its package', async () => {
    await using folder = await folderWith({
      'transition.config.ts': '',
      'package.json': '{}',
      'src/handlers/handler.ts': '',
      'other/package.json': '{}',
      'other/handler.ts': '',
    })
    const found = join(folder.path, 'transition.config.ts')
    expect(await findConfig(join(folder.path, 'src/handlers/handler.ts'))).toBe(found)
    expect(await findConfig(join(folder.path, 'src'))).toBe(found)
    expect(await findConfig(folder.path)).toBe(found)
    expect(await findConfig(join(folder.path, 'other/handler.ts'))).toBeUndefined()
  })

  test('is the file that is given, which must be there', async () => {
    await using folder = await folderWith({ 'staging.config.ts': '' })
    const given = join(folder.path, 'staging.config.ts')
    expect(await findConfig(folder.path, given)).toBe(given)
    expect(String(await rejection(findConfig(folder.path, 'nope.ts')))).toContain(
      '--config nope.ts is no file: expected a transition.config.ts',
    )
  })
})

async function failure(path: string): Promise<Error> {
  const error = await rejection(loadConfig(path))
  if (error instanceof UsageError) return error
  throw error
}

async function folderWith(files: Record<string, string>) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'config-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true })
    await writeFile(join(folder.path, name), text)
  }
  return folder
}
