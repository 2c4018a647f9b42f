import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

const exec = promisify(execFile)
const ip = (...args: string[]) => exec('ip', args)

/** Network namespaces are root's, on Linux. */
export const hasNoNamespaces = process.getuid?.() !== 0 || !existsSync('/proc/self/ns/net')
export const whyNoNamespaces = hasNoNamespaces ? ' (skipped: only root can make network namespaces)' : ''

/** Another machine, as far as the network goes. Disposing of it removes it. */
export interface OtherMachine extends AsyncDisposable {
  /** This machine's address on the network of the two. */
  here: string
  /** The other's. */
  there: string
  subnet: string
  /** Runs a program there. @returns what it printed */
  run(program: string, args: string[]): Promise<string>
}

/** Makes a network namespace that reaches this machine, and nothing else. */
export async function openOtherMachine(): Promise<OtherMachine> {
  const id = `dt${process.pid}`
  // Several tests may run at the same time: each has a network of 10.214.0.0/16 by its process.
  const prefix = `10.214.${process.pid % 250}`
  const [here, there] = [`${prefix}.1`, `${prefix}.2`]
  await ip('netns', 'add', id)
  const close = () => ip('netns', 'delete', id)
  try {
    await ip('link', 'add', `${id}a`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', id)
    await ip('address', 'add', `${here}/24`, 'dev', `${id}a`)
    await ip('link', 'set', `${id}a`, 'up')
    await ip('-n', id, 'address', 'add', `${there}/24`, 'dev', 'eth0')
    for (const link of ['eth0', 'lo']) await ip('-n', id, 'link', 'set', link, 'up')
  } catch (error) {
    await close()
    throw error
  }
  return {
    here,
    there,
    subnet: `${prefix}.0/24`,
    run: async (program, args) => (await ip('netns', 'exec', id, process.execPath, program, ...args)).stdout,
    // The pair of interfaces goes with the namespace.
    [Symbol.asyncDispose]: async () => void (await close()),
  }
}
