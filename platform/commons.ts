/** The platform's own transition: where it comes next, an execution ends as failed. No store holds it. */
export const TRANSITION_FAILED = 'las:transition:commons-failed'

/** The API wants a transition's id in every log, also in one of a workflow execution as a whole. */
export const TRANSITION_OF_WORKFLOW_LOGS = 'las:transition:commons-workflow'
