import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import { callSitesOf } from './call-sites.ts'
import { capabilityOf } from './skips.ts'

/**
 * A reporter for the gate: fails a run where a test was not run, unless it says what it lacks. `SKIPS_ALLOWED` names what may
 * be lacked, by commas; without it anything that is listed may.
 */
export default class EveryTest implements Reporter {
  #vitest: Vitest | undefined

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const vitest = this.#vitest
    if (!vitest) return
    const allowed = process.env['SKIPS_ALLOWED']?.split(',')
    const files = await vitest.globTestSpecifications()
    const notRun = files.filter(({ moduleId, project }) =>
      modules.every((module) => module.moduleId !== moduleId || module.project.name !== project.name),
    )
    const problems = [
      ...notRun.map(({ moduleId }) => `${relative(vitest.config.root, moduleId)} was not run`),
      ...(await Promise.all(modules.map((module) => problemsOf(module, vitest.config.root, allowed)))).flat(),
    ]
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const skipped = tests.filter(isSkipped)
    const reasons = Map.groupBy(skipped, (test) => capabilityOf(textOf(test)) ?? 'no reason')
    const counts = [...reasons].map(([name, { length }]) => `${length} for want of ${name}`)
    vitest.logger.log(
      `${tests.length} tests in ${modules.length} files, ${skipped.length} skipped${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`,
    )
    if (problems.length === 0) return
    vitest.logger.error(`Not every test was run:\n${problems.join('\n')}`)
    process.exitCode = 1
  }
}

async function problemsOf(
  { moduleId, children }: TestModule,
  root: string,
  allowed: readonly string[] | undefined,
): Promise<string[]> {
  const file = relative(root, moduleId)
  const tests = [...children.allTests()]
  const sites = callSitesOf(await readFile(moduleId, 'utf8'))
  const lost = sites.filter(({ from, to }) =>
    tests.every(({ location }) => !location || location.line < from || location.line > to),
  )
  return [
    ...lost.map(({ from }) => `${file}:${from}: the test that stands here was not there`),
    ...tests.filter(isSkipped).flatMap((test) => {
      const capability = capabilityOf(textOf(test))
      const where = `${file}:${test.location?.line}: ${test.fullName}`
      if (capability === undefined)
        return [`${where} was skipped, and says of nothing listed that it lacks it`]
      return allowed?.includes(capability) === false ? [`${where} was skipped: here is ${capability}`] : []
    }),
  ]
}

const isSkipped = (test: TestCase): boolean => test.result().state === 'skipped'

function textOf(test: TestCase): string {
  const result = test.result()
  return `${test.fullName} ${result.state === 'skipped' ? (result.note ?? '') : ''}`
}
