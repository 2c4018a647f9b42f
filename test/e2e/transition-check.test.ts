import { expect, it } from 'vitest'
import { openProject, writeFiles } from '../support/project.ts'
import { run } from '../support/programs.ts'

const config = `
import { defineConfig } from 'docker-transition/config'
export default defineConfig({
  name: 'invoices',
  transitions: { review: { type: 'manual', form: 'review.form.json' } },
  workflows: { invoices: { definition: 'invoices.asl.json' } },
})`
const definition =
  '{ "StartAt": "Review",\n"States": { "Review": { "Type": "Task", "Resource": "review", "End": true } } }'

it('transition check says what is wrong, each with its place, and whether anything is', async () => {
  await using project = await openProject({
    'transition.config.ts': config,
    'review.form.json': '{ "total": { "type": "amount" } }',
    'invoices.asl.json': definition,
  })
  expect(await run('transition', { args: ['check'], cwd: project.path })).toMatchObject({
    code: 0,
    stdout: 'Nothing is wrong.\n',
  })

  await writeFiles(project.path, { 'invoices.asl.json': definition.replace('"review"', '"revew"') })
  expect(await run('transition', { args: ['check'], cwd: project.path })).toMatchObject({
    code: 1,
    stderr:
      'invoices.asl.json:2:41: States.Review.Resource: there is no transition revew in the project: did you mean review?\n',
  })
  const { code, stdout } = await run('transition', { args: ['check', '--json'], cwd: project.path })
  expect({ code, said: JSON.parse(stdout) }).toMatchObject({
    code: 1,
    said: { isSound: false, faults: [{ file: 'invoices.asl.json', line: 2, column: 41 }] },
  })
})

it('transition check without a configuration says what to do', async () => {
  await using project = await openProject({})
  const { code, stderr } = await run('transition', { args: ['check'], cwd: project.path })
  expect({ code, stderr }).toEqual({
    code: 64,
    stderr: 'There is no transition.config.ts here: go to the folder of a project, or name one by --config\n',
  })
})
