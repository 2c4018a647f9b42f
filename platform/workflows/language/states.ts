// The states of the Amazon States Language that the platform supports. What these schemas parse is ready to run: its paths,
// templates and rules are parsed too.
import * as z from 'zod/mini'
import { TransitionId } from '../../../contract/index.ts'
import {
  AnyPath,
  ChoiceRule,
  common,
  errorHandling,
  flow,
  oneOf,
  onward,
  PathToOne,
  payloadTemplate,
  ResultPath,
  Seconds,
  stringExpression,
} from './fields.ts'
import { MOST_SECONDS } from './numbers.ts'
import { parseTimestamp } from './timestamp.ts'

const Task = z
  .strictObject({
    Type: z.literal('Task'),
    Resource: TransitionId,
    ...flow,
    ...onward,
    ...errorHandling,
    Parameters: payloadTemplate('Parameters'),
    ResultSelector: payloadTemplate('ResultSelector'),
    ResultPath,
    TimeoutSeconds: z.optional(Seconds),
    TimeoutSecondsPath: PathToOne,
    HeartbeatSeconds: z.optional(Seconds),
    HeartbeatSecondsPath: PathToOne,
  })
  .check(
    oneOf(['TimeoutSeconds', 'TimeoutSecondsPath'], false),
    oneOf(['HeartbeatSeconds', 'HeartbeatSecondsPath'], false),
    z.refine(
      ({ TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat }) =>
        !(timeout && heartbeat && heartbeat >= timeout),
      { path: ['HeartbeatSeconds'], message: 'expected fewer than TimeoutSeconds' },
    ),
  )

const Pass = z.strictObject({
  Type: z.literal('Pass'),
  ...flow,
  ...onward,
  Result: z.optional(z.unknown()),
  Parameters: payloadTemplate('Parameters'),
  ResultPath,
})

const Choice = z.strictObject({
  Type: z.literal('Choice'),
  ...flow,
  Choices: z.array(ChoiceRule).check(z.minLength(1)),
  Default: z.optional(z.string()),
})

const Wait = z
  .strictObject({
    Type: z.literal('Wait'),
    ...flow,
    ...onward,
    Seconds: z.optional(z.int().check(z.gte(0), z.lte(MOST_SECONDS))),
    SecondsPath: PathToOne,
    Timestamp: z.optional(
      z
        .string()
        .check(
          z.refine(
            (value) => parseTimestamp(value) !== undefined,
            'expected a timestamp such as 2026-03-12T09:30:00Z',
          ),
        ),
    ),
    TimestampPath: PathToOne,
  })
  .check(oneOf(['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']))

const Succeed = z.strictObject({ Type: z.literal('Succeed'), ...flow })

const Fail = z
  .strictObject({
    Type: z.literal('Fail'),
    ...common,
    Error: z.optional(z.string()),
    ErrorPath: stringExpression('ErrorPath'),
    Cause: z.optional(z.string()),
    CausePath: stringExpression('CausePath'),
  })
  .check(oneOf(['Error', 'ErrorPath'], false), oneOf(['Cause', 'CausePath'], false))

/** A group of states within a state. A getter, as the schema is recursive. */
const inner = { StartAt: z.string(), Comment: common.Comment, QueryLanguage: common.QueryLanguage }

const Branch: z.ZodMiniType<StateGroup> = z.strictObject({
  ...inner,
  get States(): z.ZodMiniType<Record<string, State>> {
    return States
  },
})

const ProcessorConfig = z.strictObject({
  Mode: z.optional(z.literal('INLINE', 'a distributed Map is not supported: only INLINE is')),
})

const ItemProcessor: z.ZodMiniType<StateGroup> = z.strictObject({
  ...inner,
  ProcessorConfig: z.optional(ProcessorConfig),
  get States(): z.ZodMiniType<Record<string, State>> {
    return States
  },
})

const Parallel = z.strictObject({
  Type: z.literal('Parallel'),
  ...flow,
  ...onward,
  ...errorHandling,
  Branches: z.array(Branch).check(z.minLength(1)),
  Parameters: payloadTemplate('Parameters'),
  ResultSelector: payloadTemplate('ResultSelector'),
  ResultPath,
})

const Tolerated = z.optional(z.int().check(z.gte(0)))
const Concurrency = z.optional(z.int().check(z.gte(0)))

const MapState = z
  .strictObject({
    Type: z.literal('Map'),
    ...flow,
    ...onward,
    ...errorHandling,
    ItemProcessor: z.optional(ItemProcessor),
    /** The former name of ItemProcessor. */
    Iterator: z.optional(ItemProcessor),
    ItemsPath: AnyPath,
    ItemSelector: payloadTemplate('ItemSelector'),
    /** The former name of ItemSelector. */
    Parameters: payloadTemplate('Parameters'),
    MaxConcurrency: Concurrency,
    MaxConcurrencyPath: PathToOne,
    ToleratedFailureCount: Tolerated,
    ToleratedFailureCountPath: PathToOne,
    ToleratedFailurePercentage: z.optional(z.number().check(z.gte(0), z.lte(100))),
    ToleratedFailurePercentagePath: PathToOne,
    ResultSelector: payloadTemplate('ResultSelector'),
    ResultPath,
  })
  .check(
    oneOf(['ItemProcessor', 'Iterator']),
    oneOf(['ItemSelector', 'Parameters'], false),
    oneOf(['MaxConcurrency', 'MaxConcurrencyPath'], false),
    oneOf(['ToleratedFailureCount', 'ToleratedFailureCountPath'], false),
    oneOf(['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'], false),
  )

const State = z.discriminatedUnion('Type', [Task, Pass, Choice, Wait, Succeed, Fail, Parallel, MapState])
const States = z.record(z.string().check(z.minLength(1), z.maxLength(80)), State)

/** A workflow's definition as a whole. */
export const Machine = z.strictObject({
  ...inner,
  States,
  Version: z.optional(z.literal('1.0')),
  TimeoutSeconds: z.optional(Seconds),
})

/** A state, of any type. */
export type State = z.infer<typeof State>
/** A state of one type, or of some. */
export type StateOf<Type extends State['Type']> = Extract<State, { Type: Type }>
/** A group of states: a whole machine, a branch of a Parallel, the states of a Map's items. */
export interface StateGroup {
  StartAt: string
  States: Record<string, State>
}
export interface Machine extends StateGroup {
  TimeoutSeconds?: number | undefined
}
