import { describe, expect, it } from 'vitest'
import { docker, hasNoEngine, why } from '../support/docker/engine.ts'
import { runExecution, startDockerPlatform } from '../support/docker/execution.ts'
import { buildHandlersImage } from '../support/docker/fixture-image.ts'

describe.skipIf(hasNoEngine)(`the runtime as PID 1${why}`, () => {
  it.each([
    ['runtime', 'shell', 20],
    ['distroless', 'node', 1],
  ] as const)(
    'waits for what processes of the handler leave behind, in the image %s',
    async (target, by, count) => {
      const imageUrl = await buildHandlersImage(docker, target)
      await using platform = await startDockerPlatform()
      const { output, log } = await runExecution(platform, {
        imageUrl,
        handler: 'leaves-zombies.mjs',
        input: { by, count },
      })
      expect(output).toEqual({ gone: count })
      expect(log.join('\n')).not.toContain('ExperimentalWarning')
    },
  )
})
