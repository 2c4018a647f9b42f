import type { WorkflowRow } from '../store/tables.ts'
import { readDefinition } from './language/definition.ts'
import type { Machine } from './language/states.ts'

/** A stored definition that this version of the platform refuses. */
export class UnreadableDefinition extends Error {}

/** Definitions. Each is read once, as a workflow's definition never changes. */
export function createMachines() {
  const known = new Map<string, Machine>()
  return {
    /** @returns undefined where the definition is refused by now */
    find(workflow: WorkflowRow): Machine | undefined {
      try {
        return this.of(workflow)
      } catch (error) {
        if (error instanceof UnreadableDefinition) return undefined
        throw error
      }
    },

    /** @throws UnreadableDefinition */
    of(workflow: WorkflowRow): Machine {
      const machine = known.get(workflow.workflowId) ?? read(workflow)
      known.set(workflow.workflowId, machine)
      return machine
    },
  }
}

function read({ workflowId, specification }: WorkflowRow): Machine {
  const reading = readDefinition(specification.definition)
  if ('machine' in reading) return reading.machine
  throw new UnreadableDefinition(`the definition of ${workflowId} can't run: ${reading.problems.join('; ')}`)
}
