// The schema, step by step. A step that has been released is never changed: add another.
// A row is its JSON `body`; a column that lists filter or sort by is generated from it, so the two can't differ.

/** A text column that is empty where the body has null or nothing, so that sorting has no holes. */
const text = (name: string) => `${name} TEXT GENERATED ALWAYS AS (coalesce(body ->> '${name}', '')) STORED`

/** A table of resources: `sequence` is the order of insertion. */
const table = (name: string, key: string, columns: string[] = []) => `
  CREATE TABLE ${name} (
    ${[
      'sequence INTEGER PRIMARY KEY AUTOINCREMENT',
      'body TEXT NOT NULL',
      `id TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (body ->> '${key}') STORED`,
      ...columns,
    ].join(',\n    ')}
  ) STRICT;`

const index = (name: string, ...columns: string[]) =>
  `CREATE INDEX ${name}_${columns.join('_')} ON ${name} (${[...columns, 'sequence'].join(', ')});`

/** SQL of each schema version, from an empty file on. `PRAGMA user_version` counts the steps that are done. */
export const migrations: readonly string[] = [
  [
    table('documents', 'documentId', [text('consentId'), text('datasetId')]),
    index('documents', 'consentId'),
    index('documents', 'datasetId'),
    table('models', 'modelId'),
    table('predictions', 'predictionId'),
    table('secrets', 'secretId'),
    table('transitions', 'transitionId', [text('transitionType')]),
    table('executions', 'executionId', [
      ...['transitionId', 'status', 'startTime', 'endTime'].map(text),
      `due INTEGER GENERATED ALWAYS AS (body ->> 'due') STORED`,
    ]),
    index('executions', 'transitionId', 'startTime'),
    index('executions', 'transitionId', 'endTime'),
    index('executions', 'transitionId', 'status', 'startTime'),
    'CREATE INDEX executions_due ON executions (due) WHERE due IS NOT NULL;',
    table(
      'logs',
      'logId',
      ['transitionId', 'transitionExecutionId', 'workflowId', 'workflowExecutionId', 'startTime'].map(text),
    ),
    index('logs', 'startTime'),
    index('logs', 'transitionId', 'startTime'),
    index('logs', 'transitionExecutionId', 'startTime'),
    'CREATE TABLE contents (id TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;',
    'CREATE TABLE events (sequence INTEGER PRIMARY KEY AUTOINCREMENT, logId TEXT NOT NULL, body TEXT NOT NULL) STRICT;',
    'CREATE INDEX events_logId ON events (logId, sequence);',
  ].join('\n'),
]
