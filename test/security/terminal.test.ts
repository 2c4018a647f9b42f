// What others name and print, on the terminal of whoever looks at it.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCommand } from '../support/command-platform.ts'
import { run } from '../support/programs.ts'
import { create, execute, openMachine, url } from './machine.ts'

/** Writes to the clipboard, sets the title, moves and clears, rings, conceals, overwrites, turns text around. */
const ATTACKS = [
  '\u001B]52;c;cm0gLXJmIH4=\u0007',
  '\u001B]0;title\u001B\\',
  '\u001B[2J\u001B[H',
  '\u001B[1A\u001B[2K✔ succeeded',
  '\u001BP+q544e\u001B\\',
  '\u009B2J',
  '\u009D52;c;cm0=\u009C',
  '\u0007\b\b\b',
  '\u001B[8mhidden\u001B[31;41mhidden',
  'real\rfake',
  '\u202Etxt.exe\u2066',
  '\u007F',
].join(' ')

/** What a terminal acts on; styles that hide nothing are left out. */
// oxlint-disable-next-line no-control-regex -- what it finds
const ACTIVE = /[\0-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/
// oxlint-disable-next-line no-control-regex -- what it finds
const HARMLESS = /\u001B\[(0|1|2|3|4|22|23|24|3[1-69]|90)m/g

it('every verb shows them as text, and as the same text in JSON', async () => {
  const machine = await openMachine()
  const handler = join(machine.handlers, 'prints.mjs')
  const printed = JSON.stringify(ATTACKS)
  await writeFile(
    handler,
    `export default ({ log }) => {
      console.log(${printed}); console.error(${printed}); log.info(${printed})
      throw new Error(${printed})
    }`,
  )
  await using platform = await startCommand(['--data', machine.at('state'), '--handlers', machine.handlers])
  const { clientId, clientSecret, apiEndpoint, authEndpoint } = platform.line
  const env = {
    LAS_CLIENT_ID: clientId,
    LAS_CLIENT_SECRET: clientSecret,
    LAS_API_ENDPOINT: apiEndpoint,
    LAS_AUTH_ENDPOINT: authEndpoint,
    FORCE_COLOR: '1',
  }
  const transition = await create(platform, { imageUrl: url(handler), environment: { A: ATTACKS } })
  const transitionId = String(transition.body['transitionId'])
  await platform.call('PATCH', `/transitions/${transitionId}`, {
    name: `evil\nrow ${ATTACKS}`,
    description: ATTACKS,
  })
  const execution = await execute(platform, transition)
  const executionId = String(execution?.['executionId'])
  const manual = { transitionType: 'manual', name: 'deployed', description: ATTACKS }
  await platform.call('POST', '/transitions', manual)
  await writeFile(
    machine.at('transition.config.ts'),
    `export default { name: 'deployed', type: 'manual', description: 'mine' }`,
  )

  const verbs = [
    ['executions'],
    ['executions', transitionId],
    ['executions', executionId],
    ['executions', `no ${ATTACKS}`],
    ['executions', '--json'],
    ['logs', executionId],
    ['logs', executionId, '--json'],
    ['deploy', '--dry-run', '--config', machine.at('transition.config.ts')],
    ['deploy', '--dry-run', '--json', '--config', machine.at('transition.config.ts')],
    ['record', executionId, '--out', machine.at('recorded.json')],
    ['run', handler],
    ['run', handler, '--json'],
  ]
  const shown = new Map<string, string>()
  for (const args of verbs) {
    const { stdout, stderr } = await run('transition', { args, env, cwd: machine.at('elsewhere') })
    for (const text of [stdout, stderr])
      expect(text.replaceAll(HARMLESS, ''), args.join(' ')).not.toMatch(ACTIVE)
    shown.set(args.join(' '), stdout)
  }
  // Bytes that look alike would pass for a text that was left out.
  expect(shown.get('executions')).toContain(']52;c;cm0gLXJmIH4=')
  expect(shown.get('executions')).toContain(String.raw`evil\u000arow`)
  const [first = ''] = (shown.get(`logs ${executionId} --json`) ?? '').split('\n')
  expect(JSON.stringify(JSON.parse(first))).toContain('52;c;cm0gLXJmIH4=')
  expect(shown.get(`logs ${executionId}`)).toContain('real')
})

it('leaves styles and lines of its own as they are', async () => {
  const machine = await openMachine()
  await using platform = await startCommand(['--data', ':memory:', '--handlers', machine.handlers])
  const { clientId, clientSecret, apiEndpoint, authEndpoint } = platform.line
  const env = {
    LAS_CLIENT_ID: clientId,
    LAS_CLIENT_SECRET: clientSecret,
    LAS_API_ENDPOINT: apiEndpoint,
    LAS_AUTH_ENDPOINT: authEndpoint,
    FORCE_COLOR: '1',
  }
  const transition = await create(platform, { imageUrl: url(join(machine.handlers, 'handler.mjs')) })
  await execute(platform, transition)
  const { stdout } = await run('transition', { args: ['executions'], env })
  expect(stdout).toContain('\u001B[1m(without a name)\u001B[22m')
  expect(stdout).toContain('\u001B[32msucceeded\u001B[39m')
})
