// The schema, step by step. A step that has been released is never changed: add another.
// A row is its JSON `body`; a column that lists filter or sort by is generated from it, so the two can't differ.

/** A text column that is empty where the body has null or nothing, so that sorting has no holes. */
const text = (name: string) => `${name} TEXT GENERATED ALWAYS AS (coalesce(body ->> '${name}', '')) STORED`

/** When the platform has something to do with a row, in milliseconds since the epoch; null: never. */
const due = `due INTEGER GENERATED ALWAYS AS (body ->> 'due') STORED`

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

const dueIndex = (name: string) => `CREATE INDEX ${name}_due ON ${name} (due) WHERE due IS NOT NULL;`

/** A table of executions: listed by what they are executions of, maybe by status, in the order of either time. */
const executionTable = (name: string, of: string, columns: string[] = []) =>
  [
    table(name, 'executionId', [...[of, 'status', 'startTime', 'endTime'].map(text), ...columns]),
    index(name, of, 'startTime'),
    index(name, of, 'endTime'),
    index(name, of, 'status', 'startTime'),
    index(name, of, 'status', 'endTime'),
  ].join('\n')

/** The labels of a document's ground truth, each once; '' stands for the document itself. */
const labelsOf = (row: string) =>
  `(SELECT '' AS label UNION SELECT value ->> 'label' FROM json_each(${row}.body, '$.groundTruth'))`

/** To count a dataset's documents costs the same however many there are. */
const ADD_LABELS = `
  INSERT INTO datasetLabels SELECT NEW.datasetId, label, 1 FROM ${labelsOf('NEW')} WHERE NEW.datasetId <> ''
    ON CONFLICT DO UPDATE SET count = count + 1;`
const SUBTRACT_LABELS = `
  UPDATE datasetLabels SET count = count - 1 WHERE datasetId = OLD.datasetId AND label IN ${labelsOf('OLD')};
  DELETE FROM datasetLabels WHERE datasetId = OLD.datasetId AND count = 0;`

/** SQL of each schema version, from an empty file on. `PRAGMA user_version` counts the steps that are done. */
export const migrations: readonly string[] = [
  [
    table('appClients', 'appClientId', ['clientId', 'apiKeyHash'].map(text)),
    index('appClients', 'clientId'),
    index('appClients', 'apiKeyHash'),
    table('assets', 'assetId'),
    table('dataBundles', 'dataBundleId', [...['modelId', 'status'].map(text), due]),
    index('dataBundles', 'modelId'),
    index('dataBundles', 'modelId', 'status'),
    dueIndex('dataBundles'),
    table('datasets', 'datasetId'),
    table('documents', 'documentId', [...['consentId', 'datasetId'].map(text), due]),
    index('documents', 'consentId'),
    index('documents', 'datasetId'),
    dueIndex('documents'),
    table('models', 'modelId', [due]),
    dueIndex('models'),
    table('organizations', 'organizationId'),
    table('predictions', 'predictionId'),
    table('secrets', 'secretId'),
    table('transitions', 'transitionId', [text('transitionType')]),
    index('transitions', 'transitionType'),
    table('users', 'userId', [text('email')]),
    index('users', 'email'),
    table('workflows', 'workflowId'),
    executionTable('executions', 'transitionId', [due]),
    dueIndex('executions'),
    // A platform that comes back looks for those that run.
    index('executions', 'status'),
    executionTable('workflowExecutions', 'workflowId'),
    table(
      'logs',
      'logId',
      ['transitionId', 'transitionExecutionId', 'workflowId', 'workflowExecutionId', 'startTime'].map(text),
    ),
    index('logs', 'startTime'),
    index('logs', 'transitionId', 'startTime'),
    index('logs', 'transitionExecutionId', 'startTime'),
    index('logs', 'workflowId', 'startTime'),
    index('logs', 'workflowExecutionId', 'startTime'),
    'CREATE TABLE contents (id TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;',
    'CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;',
    'CREATE TABLE events (sequence INTEGER PRIMARY KEY AUTOINCREMENT, logId TEXT NOT NULL, body TEXT NOT NULL) STRICT;',
    'CREATE INDEX events_logId ON events (logId, sequence);',
  ].join('\n'),
  [
    'CREATE TABLE datasetLabels (datasetId TEXT NOT NULL, label TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (datasetId, label)) STRICT, WITHOUT ROWID;',
    "INSERT INTO datasetLabels SELECT datasetId, '', count(*) FROM documents WHERE datasetId <> '' GROUP BY 1;",
    `INSERT INTO datasetLabels SELECT datasetId, label.value ->> 'label', count(DISTINCT sequence)
      FROM documents, json_each(documents.body, '$.groundTruth') AS label WHERE datasetId <> '' GROUP BY 1, 2;`,
    `CREATE TRIGGER documents_insert AFTER INSERT ON documents BEGIN ${ADD_LABELS} END;`,
    `CREATE TRIGGER documents_delete AFTER DELETE ON documents BEGIN ${SUBTRACT_LABELS} END;`,
    `CREATE TRIGGER documents_update AFTER UPDATE ON documents BEGIN ${SUBTRACT_LABELS} ${ADD_LABELS} END;`,
  ].join('\n'),
  [
    // Those of manual transitions that wait to be taken, first in, first out.
    "ALTER TABLE executions ADD COLUMN queue TEXT GENERATED ALWAYS AS (body ->> 'queue') VIRTUAL;",
    'CREATE INDEX executions_queue ON executions (queue, sequence) WHERE queue IS NOT NULL;',
  ].join('\n'),
  [
    'CREATE TABLE notes (sequence INTEGER PRIMARY KEY AUTOINCREMENT, executionId TEXT NOT NULL, body TEXT NOT NULL) STRICT;',
    'CREATE INDEX notes_executionId ON notes (executionId, sequence);',
    // A page lists the workflow executions of all workflows by status.
    index('workflowExecutions', 'status'),
  ].join('\n'),
]
