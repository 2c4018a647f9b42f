/** Names that this project once had for what the field has a term for, and the term. `contract/GLOSSARY.md` explains the terms. */
const TERMS = new Map([
  ['Begun', 'Action'],
  ['Coping', 'ErrorHandling'],
  ['Happening', 'WorkflowEvent'],
  ['Here', 'Position'],
  ['Notice', 'Notification'],
  ['Situation', 'StateInput'],
  ['TakingUp', 'Recovery'],
  ['cope', 'handleError'],
  ['copeHere', 'handleError'],
  ['giveBack', 'release'],
  ['heldBy', 'leaseFor'],
  ['isHeldByAnother', 'isLeasedToAnother'],
  ['noteHere', 'recordEvents'],
  ['notice', 'publish, or notification'],
  ['planNotice', 'planNotification'],
  ['situationOf', 'stateInputOf'],
  ['startUpkeep', 'startHousekeeping'],
  ['takeBack', 'requeue'],
  ['takeOver', 'failOver'],
  ['takeUp', 'recover'],
  ['takeUpExecutions', 'recoverExecutions'],
  ['upkeep', 'housekeeping'],
])

/** A node of the syntax tree that is a name. */
export interface Named {
  name: string
}

/** What the linter gives a rule. */
export interface Context {
  report(problem: { node: Named; message: string }): void
}

/** A rule: a retired name does not come back. */
export const retiredNames = {
  create: (context: Context) => ({
    Identifier(node: Named) {
      const term = TERMS.get(node.name)
      if (term !== undefined)
        context.report({ node, message: `\`${node.name}\` is no term of this field: say ${term}.` })
    },
  }),
}
