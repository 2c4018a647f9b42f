import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { withProfile } from '../../project/config/profile.ts'
import type { ProjectConfig } from '../../project/config/project-config.ts'
import { rejection } from '../../test/support/rejection.ts'
import { asset, defineConfig, model } from './index.ts'
import { loadConfig, loadConfiguration } from './load-config.ts'

const project = defineConfig({
  name: 'invoices',
  models: { invoice: { fieldConfig: { total_amount: { type: 'amount', maxLength: 20 } } } },
  assets: { view: { file: 'view.js' } },
  secrets: { erp: ['ERP_KEY'] },
  transitions: {
    predict: { handler: 'predict.ts', environment: { MODEL_ID: model('invoice'), VIEW: asset('view') } },
    review: { type: 'manual', form: 'review.form.json', assets: { jsRemoteComponent: 'view' } },
    export: { handler: 'export.ts', environment: { ERP_URL: 'http://a' }, environmentSecrets: ['erp'] },
  },
  workflows: { invoices: { definition: 'invoices.asl.json' } },
  profiles: { staging: { transitions: { export: { environment: { ERP_URL: 'http://b' }, memory: 1024 } } } },
})

describe('the configuration of a project', () => {
  test('is what the file exports', async () => {
    expect(await loadText(JSON.stringify(project))).toEqual({ project })
  })

  test('knows its names: one that is not there is a type error', () => {
    expectTypeOf(project.transitions).toHaveProperty('review')
    expectTypeOf<keyof NonNullable<typeof project.workflows>>().toEqualTypeOf<'invoices'>()
    const handler = 'a.ts'
    defineConfig({
      name: 'a',
      models: { invoice: { fieldConfig: 'fields.json' } },
      // @ts-expect-error -- a model that is not there
      transitions: { a: { handler, environment: { MODEL_ID: model('invoices') } } },
    })
    defineConfig({
      name: 'a',
      secrets: { erp: ['KEY'] },
      // @ts-expect-error -- a secret that is not there
      transitions: { a: { handler, environmentSecrets: ['epr'] } },
    })
    defineConfig({
      name: 'a',
      // @ts-expect-error -- an asset that is not there
      transitions: { a: { type: 'manual', assets: { view: 'view' } } },
    })
    defineConfig({
      name: 'a',
      transitions: { a: { handler } },
      // @ts-expect-error -- a transition that is not there
      profiles: { staging: { transitions: { b: { memory: 512 } } } },
    })
    // @ts-expect-error -- a field that is misspelt
    defineConfig({ name: 'a', transitions: { a: { handler, memroy: 512 } } })
  })

  test.for([
    ["{ transitions: { a: { handler: 'a.ts' } } }", 'name is missing: expected a string'],
    ["{ name: 'a', transitions: { a: {} } }", 'transitions.a.handler is missing: expected a string'],
    [
      "{ name: 'a', transitions: { a: { handler: 'a.ts', memroy: 512 } } }",
      'transitions.a.memroy is unknown: expected one of type, name',
    ],
    [
      "{ name: 'a', transitions: { a: { type: 'manual', memory: 512 } } }",
      'transitions.a.memory is unknown: expected one of type, name',
    ],
    [
      "{ name: 'a', transitions: { 'a b': { handler: 'a.ts' } } }",
      'transitions.a b: Expected a letter, then letters, digits, dashes, at most 80',
    ],
    [
      "{ name: 'a', models: { invoice: { fieldConfig: 'a.json' } }, transitions: { a: { handler: 'a.ts', environment: { MODEL_ID: { model: 'invoices' } } } } }",
      "transitions.a.environment.MODEL_ID: there is no invoices among the project's models: did you mean invoice?",
    ],
    [
      "{ name: 'a', secrets: { one: ['A'] }, transitions: { a: { handler: 'a.ts', environmentSecrets: ['other'] } } }",
      "transitions.a.environmentSecrets[0]: there is no other among the project's secrets: there are one",
    ],
    [
      "{ name: 'a', transitions: { a: { type: 'manual', assets: { view: 'view' } } } }",
      "transitions.a.assets.view: there is no view among the project's assets",
    ],
    [
      "{ name: 'a', transitions: { a: { handler: 'a.ts' } }, profiles: { b: { transitions: { c: {} }, workflows: { d: {} } } } }",
      "profiles.b.workflows.d: there is no d among the project's workflows",
    ],
  ] as const)('%s is refused: %s', async ([text, problem]) => {
    const message = String(await rejection(loadText(text)))
    expect(message).toContain('transition.config.ts is wrong:\n')
    expect(message).toContain(`\n  ${problem}`)
  })

  test('says of one of its handlers what the configuration of a transition would', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'config-'))
    const file = join(folder.path, 'transition.config.ts')
    await writeFile(file, `export default ${JSON.stringify(project)}`)
    expect(await loadConfig(file, join(folder.path, 'export.ts'))).toEqual({
      name: 'export',
      handler: 'export.ts',
      environment: { ERP_URL: 'http://a' },
      environmentSecrets: [{ name: 'erp', variables: ['ERP_KEY'] }],
    })
    expect(await loadConfig(file, join(folder.path, 'other.ts'))).toEqual({ name: 'invoices' })
  })

  test('differs in a profile in what that says, and in nothing else', async () => {
    const config = (await loadText(JSON.stringify(project))) as { project: ProjectConfig }
    const staged = withProfile(config.project, 'staging')
    expect(staged.transitions['export']).toMatchObject({
      memory: 1024,
      environment: { ERP_URL: 'http://b' },
      environmentSecrets: ['erp'],
    })
    expect(staged.transitions['predict']).toEqual(project.transitions.predict)
    expect(withProfile(config.project, 'production')).toEqual(config.project)
  })
})

async function loadText(text: string) {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'config-'))
  const file = join(folder.path, 'transition.config.ts')
  await writeFile(file, `export default ${text}`)
  return await loadConfiguration(file)
}
