import type Docker from 'dockerode'

/** Runs an image to its end by hand, confined as the launcher confines it, and gives what it printed. */
export async function runContainer(
  docker: Docker,
  { image, user, env = {} }: { image: string; user?: string; env?: Record<string, string> },
): Promise<{ code: number; output: string }> {
  const container = await docker.createContainer({
    Image: image,
    ...(user && { User: user }),
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    Tty: true,
    HostConfig: {
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      NetworkMode: 'none',
    },
  })
  try {
    await container.start()
    const { StatusCode } = await container.wait()
    const output = await container.logs({ stdout: true, stderr: true })
    return { code: StatusCode, output: output.toString() }
  } finally {
    await container.remove({ force: true })
  }
}
