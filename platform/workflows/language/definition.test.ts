import { expect, test } from 'vitest'
import { readDefinition } from './definition.ts'

const TASK = { Type: 'Task', Resource: `las:transition:${'0'.repeat(32)}`, End: true }
const END = { Type: 'Succeed' }

/** What is wrong with a definition of these states, of which the first one begins. */
function problemsOf(states: Record<string, unknown>, more: Record<string, unknown> = {}): string[] {
  const reading = readDefinition({ StartAt: Object.keys(states)[0], States: states, ...more })
  return 'problems' in reading ? reading.problems : []
}

test.each([
  ['an unknown type', { A: { Type: 'Tusk' } }, 'States.A.Type: expected one of Task'],
  ['no type', { A: {} }, 'States.A.Type: expected one of Task'],
  ['a state that is no object', { A: 5 }, 'States.A: '],
  ['neither Next nor End', { A: { Type: 'Pass' } }, 'States.A: expected either Next or "End": true'],
  ['both', { A: { Type: 'Pass', Next: 'B', End: true }, B: END }, 'States.A: expected either Next'],
  ['"End": false', { A: { Type: 'Pass', End: false } }, 'States.A: expected either Next'],
  ['a Next to nowhere', { A: { Type: 'Pass', Next: 'B' } }, 'States.A.Next: there is no state B'],
  ['a state that nothing leads to', { A: END, B: END }, 'States.B: no way leads to it'],
  [
    'no end',
    { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } },
    'States: no way leads to an end',
  ],
  [
    'a name that is too long',
    { ['x'.repeat(81)]: END },
    "x: a state's name has at most 80 characters, and this one has 81",
  ],
  [
    'a template with a field and its dynamic twin',
    { A: { Type: 'Pass', Parameters: { c: 1, 'c.$': '$.a' }, End: true } },
    'States.A.Parameters.c.$: c stands beside it',
  ],
  [
    'an ItemsPath of null',
    { A: { Type: 'Map', ItemsPath: null, ItemProcessor: { StartAt: 'B', States: { B: END } }, End: true } },
    'States.A.ItemsPath: expected a path',
  ],
  [
    'a literal of the wrong kind',
    { A: { Type: 'Pass', Parameters: { 'n.$': "States.MathAdd(1,'-1')" }, End: true } },
    'expected a number, and not "-1"',
  ],
  [
    'search()',
    { A: { Type: 'Pass', InputPath: "$.a[?search(@.n, '^(a+)+$')]", End: true } },
    'search() is not supported, as AWS has no regular expressions',
  ],
  [
    'match()',
    { A: { Type: 'Pass', Parameters: { 'a.$': "$.a[?match(@, 'a')]" }, End: true } },
    'match() is not supported',
  ],
  ['=~', { A: { Type: 'Pass', InputPath: '$.a[?(@.n =~ /a/)]', End: true } }, '=~ is not supported'],
  [
    'a filter that is nested too deep',
    { A: { Type: 'Pass', InputPath: `$.a[?${'('.repeat(50)}@.a${')'.repeat(50)}]`, End: true } },
    'nested more than 32 levels',
  ],
  [
    'a path that is too long',
    { A: { Type: 'Pass', InputPath: `$.${'a'.repeat(5000)}`, End: true } },
    'longer than 4096 characters',
  ],
  [
    'a task token by its path',
    { A: { Type: 'Pass', Parameters: { 't.$': '$$.Task.Token' }, End: true } },
    'task tokens are not supported: let a Task of a manual transition wait',
  ],
  [
    'a task token by its resource',
    { A: { ...TASK, Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' } },
    'States.A.Resource: task tokens are not supported: use a manual transition',
  ],
  [
    'Credentials',
    { A: { ...TASK, Credentials: { RoleArn: 'a' } } },
    'States.A.Credentials: is not supported: put credentials into a secret',
  ],
  [
    'Arguments',
    { A: { ...TASK, Arguments: {} } },
    'States.A.Arguments: is not supported, as it belongs to JSONata: use Parameters',
  ],
  [
    'Output',
    { A: { ...END, Output: {} } },
    'States.A.Output: is not supported, as it belongs to JSONata: use ResultSelector',
  ],
  [
    'a variable that a rule sets',
    {
      A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Assign: {}, Next: 'B' }] },
      B: END,
    },
    'States.A.Choices[0].Assign: is not supported, as there are no variables',
  ],
  ['a field that is none', { A: { ...END, Foo: 1 } }, 'States.A.Foo: is no field of a Succeed state'],
  [
    'a field of another type',
    { A: { Type: 'Pass', Retry: [], End: true } },
    'States.A.Retry: is no field of a Pass',
  ],
  [
    'a later field',
    { A: { Type: 'Pass', Assign: {}, End: true } },
    'States.A.Assign: is not supported, as there are no variables',
  ],
  [
    'JSONata',
    { A: { ...END, QueryLanguage: 'JSONata' } },
    'States.A.QueryLanguage: JSONata is not supported',
  ],
  [
    'a Resource that is none',
    { A: { ...TASK, Resource: 'arn:aws:lambda' } },
    'States.A.Resource: resources of AWS are not supported',
  ],
  ['no Resource', { A: { Type: 'Task', End: true } }, 'States.A.Resource: is missing'],
  ['an InputPath that is none', { A: { ...TASK, InputPath: 'a' } }, 'States.A.InputPath: a is no path'],
  ['a broken path', { A: { ...TASK, OutputPath: '$.a[' } }, 'States.A.OutputPath: $.a[ is no path'],
  [
    'a ResultPath to many',
    { A: { ...TASK, ResultPath: '$.a[*]' } },
    'States.A.ResultPath: expected a path to one place',
  ],
  ['a ResultPath into the context', { A: { ...TASK, ResultPath: '$$.a' } }, 'States.A.ResultPath: '],
  [
    'a broken template',
    { A: { ...TASK, Parameters: { b: [{ 'c.$': 'x' }] } } },
    'States.A.Parameters.b[0].c.$: ',
  ],
  [
    'a template of a number',
    { A: { ...TASK, Parameters: { 'c.$': 5 } } },
    'States.A.Parameters.c.$: expected a path',
  ],
  [
    'an unknown function',
    { A: { ...TASK, ResultSelector: { 'c.$': 'States.No()' } } },
    'States.A.ResultSelector.c.$: States.No() is no intrinsic function: there is no States.No',
  ],
  ['a fraction of seconds', { A: { ...TASK, TimeoutSeconds: 1.5 } }, 'States.A.TimeoutSeconds: '],
  ['no time at all', { A: { ...TASK, HeartbeatSeconds: 0 } }, 'States.A.HeartbeatSeconds: '],
  [
    'HeartbeatSeconds like TimeoutSeconds',
    { A: { ...TASK, TimeoutSeconds: 5, HeartbeatSeconds: 5 } },
    'States.A.HeartbeatSeconds: expected fewer',
  ],
  [
    'a number and its path',
    { A: { ...TASK, TimeoutSeconds: 5, TimeoutSecondsPath: '$.a' } },
    'States.A: expected at most one of TimeoutSeconds',
  ],
  [
    'a path to many seconds',
    { A: { ...TASK, TimeoutSecondsPath: '$..a' } },
    'States.A.TimeoutSecondsPath: $..a may lead',
  ],
  [
    'Retry without errors',
    { A: { ...TASK, Retry: [{ ErrorEquals: [] }] } },
    'States.A.Retry[0].ErrorEquals: ',
  ],
  [
    'Retry that waits no time',
    { A: { ...TASK, Retry: [{ ErrorEquals: ['a'], IntervalSeconds: 0 }] } },
    'States.A.Retry[0].IntervalSeconds: ',
  ],
  [
    'Retry that gets faster',
    { A: { ...TASK, Retry: [{ ErrorEquals: ['a'], BackoffRate: 0.5 }] } },
    'States.A.Retry[0].BackoffRate: ',
  ],
  [
    'Retry less than never',
    { A: { ...TASK, Retry: [{ ErrorEquals: ['a'], MaxAttempts: -1 }] } },
    'States.A.Retry[0].MaxAttempts: ',
  ],
  [
    'an unknown jitter',
    { A: { ...TASK, Retry: [{ ErrorEquals: ['a'], JitterStrategy: 'HALF' }] } },
    'States.A.Retry[0].JitterStrategy: ',
  ],
  [
    'MaxDelaySeconds 0',
    { A: { ...TASK, Retry: [{ ErrorEquals: ['a'], MaxDelaySeconds: 0 }] } },
    'States.A.Retry[0].MaxDelaySeconds: ',
  ],
  [
    'States.ALL beside others',
    { A: { ...TASK, Retry: [{ ErrorEquals: ['States.ALL', 'a'] }] } },
    'States.A.Retry[0].ErrorEquals: States.ALL stands alone',
  ],
  [
    'States.ALL before others',
    { A: { ...TASK, Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['a'] }] } },
    'States.A.Retry[0].ErrorEquals: States.ALL stands in the last',
  ],
  [
    'a Catch to nowhere',
    { A: { ...TASK, Catch: [{ ErrorEquals: ['a'], Next: 'B' }] } },
    'States.A.Catch[0].Next: there is no state B',
  ],
  [
    'a Catch without Next',
    { A: { ...TASK, Catch: [{ ErrorEquals: ['a'] }] } },
    'States.A.Catch[0].Next: is missing',
  ],
  ['no Choices', { A: { Type: 'Choice', Choices: [], Default: 'B' }, B: END }, 'States.A.Choices: '],
  [
    'a Default to nowhere',
    { A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, End: true }], Default: 'B' } },
    'States.A.Default: there is no state B',
  ],
  [
    'a Choice with End',
    { A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, End: true }], End: true } },
    'States.A.End: is no field of a Choice',
  ],
  [
    'a Wait for nothing',
    { A: { Type: 'Wait', End: true } },
    'States.A: expected exactly one of Seconds, SecondsPath',
  ],
  [
    'a Wait for two things',
    { A: { Type: 'Wait', Seconds: 1, SecondsPath: '$.a', End: true } },
    'States.A: expected exactly one of',
  ],
  [
    'a Timestamp that is none',
    { A: { Type: 'Wait', Timestamp: 'tomorrow', End: true } },
    'States.A.Timestamp: expected a timestamp',
  ],
  [
    'Fail with Error and ErrorPath',
    { A: { Type: 'Fail', Error: 'a', ErrorPath: '$.a' } },
    'States.A: expected at most one of Error',
  ],
  ['no Branches', { A: { Type: 'Parallel', Branches: [], End: true } }, 'States.A.Branches: '],
  [
    'a branch without states',
    { A: { Type: 'Parallel', Branches: [{ StartAt: 'B', States: {} }], End: true } },
    'States.A.Branches[0].States: expected a state or more',
  ],
  [
    'a Next out of a branch',
    {
      A: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'B', States: { B: { Type: 'Pass', Next: 'C' } } }],
        Next: 'C',
      },
      C: END,
    },
    'States.A.Branches[0].States.B.Next: there is no state C beside it',
  ],
  [
    'a name that stands twice',
    { A: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: END } }], End: true } },
    'States.A.Branches[0].States.A: a state of this name stands at States.A already',
  ],
  [
    'a Map without states',
    { A: { Type: 'Map', End: true } },
    'States.A: expected exactly one of ItemProcessor, Iterator',
  ],
  [
    'a distributed Map',
    {
      A: {
        Type: 'Map',
        ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'B', States: { B: END } },
        End: true,
      },
    },
    'States.A.ItemProcessor.ProcessorConfig.Mode: a distributed Map is not supported',
  ],
  [
    'an ItemReader',
    { A: { Type: 'Map', ItemReader: {}, ItemProcessor: { StartAt: 'B', States: { B: END } }, End: true } },
    'States.A.ItemReader: is not supported, as it belongs to a distributed Map',
  ],
  [
    'more than all may fail',
    {
      A: {
        Type: 'Map',
        ToleratedFailurePercentage: 101,
        ItemProcessor: { StartAt: 'B', States: { B: END } },
        End: true,
      },
    },
    'States.A.ToleratedFailurePercentage: ',
  ],
])('%s is refused, with its place', (_, states, problem) => {
  expect(problemsOf(states)).toContainEqual(expect.stringContaining(problem))
})

test.each([
  ['no comparison', { Next: 'B' }, ': expected one comparison'],
  [
    'two comparisons',
    { Variable: '$.a', IsNull: true, IsString: true, Next: 'B' },
    ': expected one comparison, And, Or or Not, and not 2: IsNull, IsString',
  ],
  ['an unknown comparison', { Variable: '$.a', StringIs: 'a', Next: 'B' }, '.StringIs: is no comparison'],
  ['an inherited name', { Variable: '$.a', toString: 'a', Next: 'B' }, '.toString: is no comparison'],
  [
    'a wrong operand',
    { Variable: '$.a', NumericEquals: '1', Next: 'B' },
    '.NumericEquals: expected a number',
  ],
  [
    'a wrong timestamp',
    { Variable: '$.a', TimestampEquals: 'now', Next: 'B' },
    '.TimestampEquals: expected a timestamp',
  ],
  [
    'a path that is none',
    { Variable: '$.a', StringEqualsPath: 'a', Next: 'B' },
    '.StringEqualsPath: a is no path',
  ],
  ['no Variable', { StringEquals: 'a', Next: 'B' }, '.Variable: expected a path'],
  ['a broken Variable', { Variable: 'a', StringEquals: 'a', Next: 'B' }, '.Variable: a is no path'],
  ['no way on', { Variable: '$.a', IsNull: true }, ': expected either Next or "End": true'],
  ['a way to nowhere', { Variable: '$.a', IsNull: true, Next: 'X' }, '.Next: there is no state X'],
  [
    'a Next within',
    { Not: { Variable: '$.a', IsNull: true, Next: 'B' }, Next: 'B' },
    '.Not.Next: stands only on the outermost',
  ],
  ['an empty And', { And: [], Next: 'B' }, '.And: expected an array of one rule'],
  [
    'a fault deep within',
    { And: [{ Or: [{ Not: { Variable: '$.a', IsNull: 'yes' } }] }], Next: 'B' },
    '.And[0].Or[0].Not.IsNull: expected true or false',
  ],
  [
    'JSONata',
    { Condition: '{% true %}', Next: 'B' },
    '.Condition: is not supported, as it belongs to JSONata',
  ],
])('a Choice rule with %s is refused, with its place', (_, rule, problem) => {
  const good = { Variable: '$.a', IsNull: true, Next: 'B' }
  const states = { A: { Type: 'Choice', Choices: [good, rule], Default: 'B' }, B: END }
  expect(problemsOf(states)).toContainEqual(expect.stringContaining(`States.A.Choices[1]${problem}`))
})

test.each([
  [undefined, 'expected'],
  [null, 'expected'],
  [[], 'expected'],
  [{}, 'StartAt: is missing'],
  [{ StartAt: 'A', States: { A: END }, Version: '2.0' }, 'Version: '],
  [{ StartAt: 'A', States: { A: END }, TimeoutSeconds: 0 }, 'TimeoutSeconds: '],
  [{ StartAt: 'A', States: { A: END }, Extra: 1 }, 'Extra: is no field of what it stands in'],
])('%j is no definition', (definition, problem) => {
  const reading = readDefinition(definition)
  expect('problems' in reading && reading.problems.join()).toContain(problem)
})

test('all that is wrong is told at once', () => {
  const states = {
    A: { Type: 'Task', Resource: 'x', InputPath: 'a', Next: 'Z' },
    B: { Type: 'Wait', Seconds: -1 },
    C: { Type: 'Nope' },
  }
  expect(problemsOf(states).map((problem) => problem.split(':')[0])).toEqual([
    'States.A.Resource',
    'States.A.InputPath',
    'States.B.Seconds',
    'States.C.Type',
    'States.A.Next',
    'States.B',
    'States.B',
    'States.C',
  ])
})

test('a definition in use, with all that it may have, is taken', () => {
  const states = {
    Predict: {
      ...TASK,
      End: undefined,
      Comment: 'reads the document',
      TimeoutSeconds: 1800,
      Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 5, MaxAttempts: 2, BackoffRate: 1.5 }],
      Next: 'Sure?',
    },
    'Sure?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.confidence', NumericGreaterThan: 0.9, End: true },
        { Not: { Variable: '$.total', IsPresent: true }, Next: 'Approve' },
      ],
      Default: 'Approve',
    },
    Approve: TASK,
  }
  expect(
    problemsOf(JSON.parse(JSON.stringify(states)), { Comment: 'x', Version: '1.0', TimeoutSeconds: 3600 }),
  ).toEqual([])
})

test.each([
  '$.fields[?(@.label == total)].value',
  '$.[0].id',
  '$.Snapshots.[0].State',
  '$.[*].[0]',
  '$$.Execution.Name ',
])('the path %s is accepted, as AWS does', (path) => {
  expect(problemsOf({ A: { Type: 'Pass', Parameters: { 'a.$': path }, End: true } })).toEqual([])
})
