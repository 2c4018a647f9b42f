import { setTimeout as delay } from 'node:timers/promises'
import { startHandlerProcess } from '../../runtime/supervisor/handler-process.ts'
import { heapFlags } from '../../runtime/supervisor/memory-guard.ts'
import type { ContainerMemory } from '../../runtime/supervisor/cgroup.ts'
import type { HandlerListener, HarnessHandler } from '../harness-handler.ts'
import { isSource, runtimeProgram } from './runtime-program.ts'

/** How long to wait for the output of a process that has ended, in milliseconds: its children may keep the output open. */
const CLOSE_TIMEOUT_MS = 2000

/** What a handler in a process of its own is run with. */
export interface ForkedHandlerOptions extends HandlerListener {
  /** All its variables. */
  variables: Readonly<Record<string, string>>
  memory: ContainerMemory
}

/** Starts a real handler process, as the runtime does in a container. */
export function startForkedHandler(options: ForkedHandlerOptions): HarnessHandler {
  const { variables, memory, onProgress, onMemory, onWork } = options
  const handler = startHandlerProcess({
    program: runtimeProgram(),
    variables,
    flags: [
      ...heapFlags(memory, variables['NODE_OPTIONS']),
      ...(isSource ? ['--conditions=@docker-transition/source'] : []),
    ],
    onProgress,
    onPulse: ({ rssBytes }) => onMemory(rssBytes),
  })
  let isAtWork = false
  const gone = async () => {
    await handler.end
    await Promise.race([handler.closed, delay(CLOSE_TIMEOUT_MS, undefined, { ref: false })])
    isAtWork = false
    onWork()
  }
  void gone()
  return {
    ...handler,
    run(task) {
      isAtWork = true
      onWork()
      handler.run(task)
    },
    get hasReported() {
      return handler.hasReported
    },
    get isAtWork() {
      return isAtWork
    },
    die: handler.kill,
  }
}
