import { describe, expect, it, vi } from 'vitest'
import { startDockerPlatform, runExecution } from '../../test/support/docker/execution.ts'
import { scriptedServer } from '../../test/support/scripted-server.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { dockerLauncher } from './docker.ts'

describe('the launcher docker', () => {
  it.each([
    ['registry.example.com:5000/team/image:1.2', true],
    ['image', true],
    ['file:///home/me/handler.ts', false],
    ['https://example.com/image', false],
  ])('takes %s: %s', (imageUrl, expected) => {
    expect(dockerLauncher().accepts(imageUrl)).toBe(expected)
  })

  it('says how to get an engine where there is none', async () => {
    vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock')
    await using platform = await startDockerPlatform()
    const { status, error } = await runExecution(platform, { imageUrl: 'image' })
    expect(status).toBe('failed')
    expect(error?.message).toMatch(
      /^The container could not be started: No Docker Engine answers at unix:\/\/\/nowhere\/docker\.sock \(.*ENOENT.*\): install one \(Debian and Ubuntu: apt-get install docker\.io/,
    )
  })

  it('connects to no engine at the start, unless there is something to find', async () => {
    await using engine = await emptyEngine()
    const clock = new VirtualClock()
    const launcher = dockerLauncher({ clock })
    expect(await launcher.recover?.(new Set())).toEqual(new Set())
    expect(engine.requests()).toEqual([])

    // Others may have left something all the same.
    const looked = engine.received('GET /networks')
    await clock.advance(3000)
    await looked
    await launcher.close?.()
  })

  it('looks at once for the containers of executions that still run', async () => {
    await using engine = await emptyEngine()
    const launcher = dockerLauncher()
    expect(await launcher.recover?.(new Set(['las:transition-execution:1']))).toEqual(new Set())
    expect(engine.requests('GET /networks')).toHaveLength(1)
    await launcher.close?.()
  })
})

const nothing = () => ({ body: [] })

/** A Docker Engine that has nothing. */
async function emptyEngine() {
  const engine = await scriptedServer({ 'GET /containers/json': nothing, 'GET /networks': nothing })
  vi.stubEnv('DOCKER_HOST', engine.url.replace('http:', 'tcp:'))
  return engine
}
