import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createClient } from '../../client/index.ts'
import { hasNoNamespaces, openOtherMachine, whyNoNamespaces } from '../support/namespace.ts'
import { start } from '../support/programs.ts'
import { OWN_FORM, openWebLink } from '../support/web-session.ts'
import { knock, type Knock } from './knock.ts'

/** The built platform, as somebody leaves it running, with something to look at. */
async function startPlatform(...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'test-'))
  const program = start('transition', {
    args: ['platform', '--port', '0', '--data', folder, '--json', ...args],
  })
  await program.said('\n')
  const line = JSON.parse(program.output.stdout) as Record<string, string> & { web: string; webLink: string }
  const { apiEndpoint = '', authEndpoint = '', clientId = '', clientSecret = '' } = line
  const client = createClient({ apiEndpoint, authEndpoint, clientId, clientSecret })
  const { transitionId } = await client.transitions.create({ transitionType: 'manual', name: 'the-payroll' })
  return {
    line,
    folder,
    transitionId,
    output: program.output,
    async [Symbol.asyncDispose]() {
      program.child.kill('SIGTERM')
      await program.finished
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What a page would be worth to somebody who may not see it: whatever says so, each must lead to the login and no further. */
const attacksOn = (base: string, transitionId: string): Knock[] => {
  const { host } = new URL(base)
  const pages = [
    '',
    'executions',
    'transitions',
    'workflows',
    'work',
    `transitions/${transitionId}`,
    'events',
  ]
  const names = [host, 'localhost', `localhost:${new URL(base).port}`]
  const claims = [
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
  ]
  return [
    ...pages.flatMap((page) => names.map((name) => ({ url: base + page, headers: { host: name } }))),
    ...claims.map((claim) => ({ url: `${base}transitions`, headers: { [claim]: '127.0.0.1' } })),
    ...['transition_session=x', '__Host-transition_00000000=x', 'transition_00000000='].map((cookie) => ({
      url: `${base}transitions`,
      headers: { cookie },
    })),
    { url: `${base}transitions?code=1`, headers: { authorization: 'Basic YWRtaW46' } },
    { url: `${base}work/${transitionId}/take`, method: 'POST', headers: OWN_FORM },
    { url: `${base}transitions/../transitions` },
    { url: `${base}assets/../transitions` },
    { url: `${base}login/../transitions` },
  ]
}

/** Without its query; empty for none. */
const pathOf = (location: string | null | undefined) => location?.split('?')[0] ?? ''

describe('the page, for those who have not logged in', () => {
  it('shows nothing to programs of other users on this machine', async () => {
    await using platform = await startPlatform()
    for (const { status, location, cookie, text } of await knock(
      attacksOn(platform.line.web, platform.transitionId),
    )) {
      expect({ status, location: pathOf(location), cookie }).toEqual(
        status === 303
          ? { status, location: '/login', cookie: null }
          : { status: 401, location: '', cookie: null },
      )
      expect(text).not.toContain('the-payroll')
    }
  })

  it.skipIf(hasNoNamespaces)(`shows nothing to another machine${whyNoNamespaces}`, async () => {
    await using other = await openOtherMachine()
    for (const host of [other.here, '0.0.0.0']) {
      await using platform = await startPlatform('--host', host)
      const { port } = new URL(platform.line.web)
      const base = `http://${other.here}:${port}/`
      const answers = await knock(attacksOn(base, platform.transitionId), other)
      expect(answers.length).toBeGreaterThan(20)
      for (const { status, location, text } of answers) {
        expect([status, pathOf(location)]).toEqual(status === 303 ? [303, '/login'] : [401, ''])
        expect(text).not.toContain('the-payroll')
      }
    }
  })

  it.skipIf(hasNoNamespaces)(`is not there for another machine by default${whyNoNamespaces}`, async () => {
    await using other = await openOtherMachine()
    await using platform = await startPlatform()
    const { port } = new URL(platform.line.web)
    const url = `http://${other.here}:${port}/login`
    expect(await knock([{ url }], other)).toEqual([{ error: 'ECONNREFUSED' }])
  })
})

describe('the link', () => {
  it('lets one of ten in that use it at the same time, and nobody afterwards', async () => {
    await using platform = await startPlatform()
    const cookies = await Promise.all(Array.from({ length: 10 }, () => openWebLink(platform.line.webLink)))
    expect(cookies.filter((cookie) => cookie !== '')).toHaveLength(1)
    expect(await openWebLink(platform.line.webLink)).toBe('')
  })

  it('stands nowhere in the state, nor does the session that it starts', async () => {
    await using platform = await startPlatform()
    const cookie = await openWebLink(platform.line.webLink)
    const secrets = [new URL(platform.line.webLink).hash.slice(1), cookie.split('=')[1] ?? '']
    expect(secrets.every(({ length }) => length === 43)).toBe(true)
    const files = await readdir(platform.folder)
    expect(files.length).toBeGreaterThan(1)
    for (const file of files) {
      const bytes = await readFile(join(platform.folder, file))
      for (const secret of secrets) expect(bytes.includes(secret), file).toBe(false)
    }
    expect(platform.output.stdout.split(secrets[0] ?? '')).toHaveLength(2)
    expect(platform.output.stderr).toBe('')
  })

  it('leads nowhere else', async () => {
    await using platform = await startPlatform()
    const [first = '', code] = platform.line.webLink.split('#')
    const cookie = await openWebLink(platform.line.webLink)
    for (const to of ['//evil.example', '/\t/evil.example', String.raw`/\evil.example`, '/.//evil.example']) {
      const [answer] = await knock([
        {
          url: first,
          method: 'POST',
          headers: { ...OWN_FORM, cookie },
          body: new URLSearchParams({ to, code: code ?? '' }).toString(),
        },
      ])
      expect(new URL(answer?.location ?? '', first).origin, to).toBe(new URL(first).origin)
    }
  })
})
