import { describe, expect, it, vi } from 'vitest'
import { startDockerPlatform, runExecution } from '../../test/support/docker/execution.ts'
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
})
