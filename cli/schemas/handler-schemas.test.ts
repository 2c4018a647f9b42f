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

it('says nothing of an input that zod first makes another value of', async () => {
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'handler.mjs')
  const fields =
    'a: z.coerce.number(), b: z.preprocess(Number, z.number()), c: z.number().catch(1), d: z.number()'
  await writeFile(
    path,
    `import { z } from '${new URL(import.meta.resolve('zod')).href}'\nconst input = z.object({ ${fields} })\nexport default { input, handler: () => ({}) }\n`,
  )
  const { inputJsonSchema } = await handlerSchemas(path)
  expect(inputJsonSchema).toMatchObject({ properties: { a: {}, b: {}, c: {}, d: { type: 'number' } } })
  expect(JSON.stringify(inputJsonSchema).match(/number/g)).toHaveLength(1)
})
