/** What ids of one kind look like: `las:<kind>:<32 lowercase hex>`. */
export function idPattern(kind: string): RegExp {
  return new RegExp(`^las:${kind}:[a-f0-9]{32}$`)
}

/** The pattern of a transition execution's id. */
export const EXECUTION_ID = idPattern('transition-execution')
/** Transitions that the platform owns are named `las:transition:commons-<name>`. */
export const TRANSITION_ID = /^las:transition:([a-f0-9]{32}|commons-[0-9A-Za-z-]+)$/
