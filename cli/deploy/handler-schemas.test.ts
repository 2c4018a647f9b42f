import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { handlerSchemas } from './handler-schemas.ts'

const FORGED = '{ schemas: { input: { forged: true } } }'

it.each([
  'process.send?.("ready")',
  'process.send?.(null)',
  `process.send?.(${FORGED})`,
  `writeSync(3, JSON.stringify(${FORGED}) + "\\n")`,
  'writeSync(3, "hello")',
  'process.disconnect?.()',
])('the schemas of a handler are its own, although it does %s when it is loaded', async (statement) => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'handler.mjs')
  await writeFile(
    path,
    `import { writeSync } from 'node:fs'\n${statement}\nawait new Promise((resolve) => setTimeout(resolve, 50))\nexport default () => ({})\n`,
  )
  expect(await handlerSchemas(path)).toEqual({ notes: [] })
})
