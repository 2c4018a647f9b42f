import { LaunchError, type ContainerGate } from '../launcher.ts'

/** The name by which containers reach this machine. */
export const HOST_NAME = 'host.docker.internal'

/** The variables that say where the platform is. */
const ENDPOINTS = ['LAS_API_ENDPOINT', 'LAS_AUTH_ENDPOINT']

/** Translates loopback addresses in endpoints for containers. */
export interface Reach extends AsyncDisposable {
  /**
   * The environment with endpoints that a container can reach.
   * @param signal stops the wait for a platform that does not listen yet
   * @throws LaunchError for a loopback address that is not the platform's: containers get nothing else of this machine
   */
  translate(
    environment: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Record<string, string>>
  /** Lets containers in that an earlier life of the platform has started. */
  open(signal: AbortSignal): Promise<void>
}

/**
 * A platform listens on this machine's loopback, which containers have their own of. So it listens for them on the gateway
 * address of their network, too, and the endpoints name the gateway.
 * @param network undefined where the engine runs in a machine of its own (Docker Desktop): the gateway's address is there,
 * and the engine itself passes the name on to this machine's loopback
 * @param gate resolves once the platform listens
 */
export function createReach(
  network: { gateway: string; subnet: string } | undefined,
  gate: Promise<ContainerGate>,
): Reach {
  let listening: Promise<AsyncDisposable> | undefined

  async function opened(signal: AbortSignal): Promise<number> {
    const { port, listen } = await unlessAborted(gate, signal)
    if (network) await (listening ??= listen(network))
    return port
  }

  return {
    async translate(environment, signal) {
      const translated = { ...environment }
      for (const name of ENDPOINTS) {
        const target = loopback(environment[name])
        if (!target) continue
        const { port, rest, scheme } = target
        if (port !== (await opened(signal)))
          throw new LaunchError(
            `${name} is ${environment[name]}: of this machine's loopback addresses a container reaches only the platform's own, at port ${await opened(signal)}`,
          )
        translated[name] = `${scheme}${HOST_NAME}:${port}${rest}`
      }
      return translated
    },
    open: async (signal) => void (await opened(signal)),
    async [Symbol.asyncDispose]() {
      await (await listening)?.[Symbol.asyncDispose]()
    },
  }
}

/** The variables that name the platform by a loopback address: elsewhere that is somewhere else. */
export const loopbackEndpoints = (environment: Readonly<Record<string, string>>): string[] =>
  ENDPOINTS.filter((name) => loopback(environment[name]) !== undefined)

/** The parts of an endpoint on a loopback address; undefined for all others. */
function loopback(endpoint: string | undefined) {
  const [, scheme = '', host, port, rest = ''] =
    /^(https?:\/\/)?(localhost|127(?:\.\d+){3}|\[::1\])(?::(\d+))?(\/.*)?$/i.exec(endpoint?.trim() ?? '') ??
    []
  if (host === undefined) return undefined
  const isPlain = scheme.toLowerCase() === 'http://'
  return { scheme, port: Number(port ?? (isPlain ? 80 : 443)), rest }
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  const [aborted, settled] = [Promise.withResolvers<never>(), new AbortController()]
  signal.addEventListener('abort', () => aborted.reject(signal.reason), { signal: settled.signal })
  return Promise.race([promise, aborted.promise]).finally(() => settled.abort())
}
