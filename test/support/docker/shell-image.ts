import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type Docker from 'dockerode'
import { addProgram, addShell, importImage } from './stand-in-image.ts'
import { testImage } from './test-image.ts'

const script = fileURLToPath(new URL('../../fixtures/images/shell/transition.sh', import.meta.url))

/** An image that is none of ours: a shell script and curl. */
export async function importShellImage(docker: Docker): Promise<string> {
  const name = testImage('shell')
  await importImage(docker, name, fill, ['ENTRYPOINT ["/bin/sh", "/transition.sh"]'])
  return name
}

async function fill(root: string): Promise<void> {
  await addShell(root)
  await addProgram(root, '/usr/bin/curl', '/usr/bin/curl')
  await cp(script, join(root, 'transition.sh'))
}
