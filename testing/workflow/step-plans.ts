import type { StepFaults } from './harness-types.ts'

/** An outcome that a step has instead of what its handler makes. */
export interface PlannedOutcome {
  status: 'failed' | 'rejected' | 'retry'
  error: { message: string }
}

/** What goes wrong at which step. */
export interface StepPlans {
  of(step: string): StepFaults
  /** What the next execution of a step ends with; undefined: its handler runs. */
  next(step: string): PlannedOutcome | undefined
}

/** Nothing goes wrong until it is planned. */
export function createStepPlans(): StepPlans {
  const planned = new Map<string, PlannedOutcome[]>()
  function plan(step: string, status: PlannedOutcome['status']) {
    return (message = 'the test says so', times = 1): void => {
      const outcomes = Array.from({ length: times }, () => ({ status, error: { message } }))
      planned.set(step, [...(planned.get(step) ?? []), ...outcomes])
    }
  }
  return {
    of: (step) => ({
      fails: plan(step, 'failed'),
      rejects: plan(step, 'rejected'),
      asksForRetry: plan(step, 'retry'),
    }),
    next: (step) => planned.get(step)?.shift(),
  }
}
