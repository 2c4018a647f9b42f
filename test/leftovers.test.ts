import { describe, expect, it } from 'vitest'
import { docker, hasNoEngine, why } from './support/docker/engine.ts'
import { runVitest } from './support/vitest.ts'

/** Runs a file of tests that passes and leaves something behind. */
const runFixture = (name: string) => runVitest('leftovers/vitest.config.ts', { LEFTOVERS: name })

describe.concurrent('a file of tests that leaves behind', () => {
  it.each([
    ['variable', 'the environment variable LEFT'],
    ['directory', 'the working directory /'],
    ['socket', 'a listening socket'],
    ['file', 'the temporary file left-behind'],
    ['process', /process \d+: sleep 300/],
    ['function', 'another Math.random'],
    ['clock', 'a clock that stands still'],
  ])('a %s fails, by its name', async (name, left) => {
    const { code, said } = await runFixture(name)
    expect(code).toBe(1)
    expect(said).toMatch(new RegExp(`FAIL .*test/fixtures/leftovers/${name}\\.test\\.ts`))
    expect(said).toMatch(left)
    expect(said).toMatch(/Tests +1 passed/)
    expect(said).not.toContain('outlived the tests')
  })

  it('nothing passes, and finds variables as they were that an earlier test has stubbed', async () => {
    const { code, said } = await runFixture('nothing')
    expect(said).toMatch(/Tests +2 passed/)
    expect(code).toBe(0)
  })

  it.skipIf(hasNoEngine)(`a container fails, by its name${why}`, async () => {
    const { said } = await runFixture('container')
    const [, id = ''] =
      /the container ([0-9a-f]{12}) of docker-transition-test\/left-behind:/.exec(said) ?? []
    await docker.getContainer(id).remove({ force: true })
    expect(said).toMatch(/FAIL .*test\/fixtures\/leftovers\/container\.test\.ts/)
  })
})
