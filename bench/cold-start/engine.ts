import Docker from 'dockerode'
import { messageOf } from '../../contract/index.ts'

/** The machine's Docker Engine, or why there is none. */
export async function engineHere(): Promise<{ docker: Docker } | { why: string }> {
  const docker = new Docker()
  return docker.ping().then(
    () => ({ docker }),
    (error: unknown) => ({ why: `no Docker Engine answers (${messageOf(error)})` }),
  )
}
