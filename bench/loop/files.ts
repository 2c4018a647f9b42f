/** The template `blank`'s handler, with a greeting of its own. */
export function handlerThatGreets(greeting: string): string {
  return `import { defineTransition } from 'docker-transition'
import { z } from 'zod'

export default defineTransition({
  input: z.object({ name: z.string() }),
  output: z.object({ greeting: z.string() }),

  handler({ input, log }) {
    log.info({ name: input.name }, 'Greeting')
    return { greeting: \`${greeting}, \${input.name}!\` }
  },
})
`
}

const TEST = (call: string, more = '') => `import { expect, test } from 'vitest'
import transition from './handler.ts'
${more}
test('greets', async () => {
  ${call}
})
`

/** A project with the handler, and what runs it without the runtime: as a script, and in a test. */
export const FILES = {
  'handler.ts': handlerThatGreets('Hello'),
  'alone.ts': `import transition from './handler.ts'
const log = { info: () => {} }
console.log(await transition.handler({ input: { name: 'Ada' }, log } as never))
`,
  'alone.test.ts': TEST(
    `expect(await transition.handler({ input: { name: 'Ada' }, log: { info: () => {} } } as never)).toMatchObject({})`,
  ),
  'harness.test.ts': TEST(
    `await using t = await harness(transition)
  expect((await t.run({ name: 'Ada' })).output).toMatchObject({})`,
    `import { harness } from 'docker-transition/testing'\n`,
  ),
}
