// What stops a platform by a workflow: definitions and inputs that take for ever, or all memory. Each is ended in words, and
// the platform, a process of the built command, goes on answering.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCommand, type CommandPlatform } from '../support/command-platform.ts'

let platform: CommandPlatform
beforeAll(async () => {
  platform = await startCommand(['--data', ':memory:'])
})
afterAll(() => platform[Symbol.asyncDispose]())

const pass = (fields: object) => ({
  StartAt: 'Attack',
  States: { Attack: { Type: 'Pass', ...fields, End: true } },
})
const parameters = (expression: string) => pass({ Parameters: { 'a.$': expression } })
const objects = Array.from({ length: 20_000 }, (_, a) => ({ a }))
const numbers = Array.from({ length: 40_000 }, (_, index) => index)
const LONG = 'x'.repeat(250_000)

async function workflow(definition: object) {
  return platform.call('POST', '/workflows', { specification: { definition } })
}

it.each([
  ['match()', "$.l[?match(@,'(a|a)*b')]"],
  ['search()', "$.l[?search(@.n,'^(a+)+$')]"],
  ['=~', '$.l[?(@.n =~ /^(a+)+$/)]'],
  ['a filter of 100,000 terms', `$[?${'@.a && '.repeat(100_000)}@.a]`],
  ['a path of 200,000 steps', `$${'.a'.repeat(200_000)}`],
  ['parentheses 40 deep', `$[?${'('.repeat(40)}@.a${')'.repeat(40)}]`],
])('a regular expression or a huge path is refused with the definition: %s', async (_, path) => {
  expect(await workflow(parameters(path))).toMatchObject({
    status: 400,
    body: { message: expect.stringContaining('is no path') },
  })
})

it.each([
  ['filters in filters', parameters('$..[?$..[?$..a]]'), { l: objects }, 'too much work'],
  ['a text compared with each', parameters("$.l[?$.l[?@.a == 'x']]"), { l: objects }, 'too much work'],
  [
    '2,000 times JsonToString in one Format',
    parameters(`States.Format('${'{}'.repeat(2000)}'${', States.JsonToString($)'.repeat(2000)})`),
    { t: LONG },
    'too much work',
  ],
  [
    'the input 5,000 times',
    pass({ Parameters: Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`k${n}.$`, '$'])) }),
    { t: LONG },
    'more than 262144 bytes',
  ],
  [
    'brackets 100,000 deep in a text',
    parameters('States.StringToJson($.t)'),
    { t: '['.repeat(100_000) + ']'.repeat(100_000) },
    'levels deep',
  ],
  [
    'brackets 100,000 deep, compared',
    parameters('States.ArrayContains(States.Array(States.StringToJson($.t)), States.StringToJson($.t))'),
    { t: '['.repeat(100_000) + ']'.repeat(100_000) },
    'Maximum call stack size exceeded',
  ],
  [
    'a Wait of a third of a second',
    { StartAt: 'W', States: { W: { Type: 'Wait', SecondsPath: '$.s', End: true } } },
    { s: 0.3333333 },
    'expected a whole number',
  ],
  [
    'a Wait of 1e300 seconds',
    { StartAt: 'W', States: { W: { Type: 'Wait', SecondsPath: '$.s', End: true } } },
    { s: 1e300 },
    'expected a whole number',
  ],
  [
    'a Map of more items than a history has events',
    {
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map',
          ItemsPath: '$.l',
          ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } },
          End: true,
        },
      },
    },
    { l: numbers },
    'more than 25000 events',
  ],
])('%s: ends as error', async (_, definition, input, cause) => {
  const { body } = await workflow(definition)
  const path = `/workflows/${String(body['workflowId'])}/executions`
  const started = await platform.call('POST', path, { input })
  expect(started.status).toBe(200)
  const get = () => platform.call('GET', `${path}/${String(started.body['executionId'])}`)
  await expect.poll(async () => (await get()).body['status']).not.toBe('running')
  const { body: ended } = await get()
  expect(ended).toMatchObject({ status: 'error' })
  expect(JSON.stringify(ended['events'])).toContain(cause)
})

it('a search of a long text that almost fits everywhere is done', async () => {
  const StringMatches = `*${'a'.repeat(25_000)}b${'a'.repeat(25_000)}*`
  const { body } = await workflow({
    StartAt: 'C',
    States: {
      C: { Type: 'Choice', Choices: [{ Variable: '$.t', StringMatches, Next: 'S' }], Default: 'S' },
      S: { Type: 'Succeed' },
    },
  })
  const path = `/workflows/${String(body['workflowId'])}/executions`
  const started = await platform.call('POST', path, { input: { t: 'a'.repeat(250_000) } })
  expect(started.status).toBe(200)
})
