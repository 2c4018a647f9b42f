import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const exec = promisify(execFile)

const BRIDGE = 'dtswarm0'
/** A network that nobody else has, as far as can be known. */
const PREFIX = '10.213.77'
/** This machine's address among the nodes. */
export const HOST_ADDRESS = `${PREFIX}.1`

/** A network namespace as good as a machine of its own. */
export interface Namespace {
  name: string
  address: string
}

const ip = (...args: string[]) => exec('ip', args)
const accept = ['FORWARD', '-i', BRIDGE, '-o', BRIDGE, '-j', 'ACCEPT']

/** Makes namespaces that reach each other and this machine, and nothing else. Needs root. */
export async function openNetwork(count: number): Promise<{ nodes: Namespace[] } & AsyncDisposable> {
  const nodes = Array.from({ length: count }, (_, index) => ({
    name: `dtswarm-${index + 1}`,
    address: `${PREFIX}.${index + 11}`,
  }))
  const close = async () => {
    for (const { name } of nodes) await ip('netns', 'delete', name).catch(() => undefined)
    await ip('link', 'delete', BRIDGE).catch(() => undefined)
    await exec('iptables', ['-D', ...accept]).catch(() => undefined)
  }
  // What a test left that was killed.
  await close()
  await ip('link', 'add', BRIDGE, 'type', 'bridge')
  await ip('address', 'add', `${HOST_ADDRESS}/24`, 'dev', BRIDGE)
  await ip('link', 'set', BRIDGE, 'up')
  // Where the machine's own engine is, packets between others' interfaces are dropped.
  await exec('iptables', ['-I', ...accept])
  for (const [index, { name, address }] of nodes.entries()) {
    const port = `dtswarmp${index + 1}`
    await ip('netns', 'add', name)
    await ip('link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name)
    await ip('link', 'set', port, 'master', BRIDGE, 'up')
    await ip('-n', name, 'address', 'add', `${address}/24`, 'dev', 'eth0')
    for (const link of ['eth0', 'lo']) await ip('-n', name, 'link', 'set', link, 'up')
    await ip('-n', name, 'route', 'add', 'default', 'via', HOST_ADDRESS)
  }
  return { nodes, [Symbol.asyncDispose]: close }
}
