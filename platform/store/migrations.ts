// The schema, step by step. A step that has been released is never changed: add another.
import { countLabels, countLabelsOfData } from './dataset-labels.ts'
import type { TableName } from './tables.ts'
import {
  due,
  dueIndex,
  executionTable,
  index,
  journal,
  optionalColumn,
  plainColumns,
  sql,
  table,
  text,
  wholeIndex,
  type Step,
} from './schema.ts'

/** The tables that there were when lists of whole tables got an index of their own. */
const TABLES_BEFORE_7: readonly TableName[] = [
  ...(['appClients', 'assets', 'dataBundles', 'datasets', 'documents', 'models', 'organizations'] as const),
  ...(['predictions', 'secrets', 'transitions', 'users', 'workflows', 'executions', 'logs'] as const),
  ...(['workflowExecutions', 'threads', 'forks', 'instances'] as const),
]

/** While rows had generated columns only. */
const generated: readonly Step[] = [
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
    ...executionTable('executions', 'transitionId', [due]),
    dueIndex('executions'),
    // For recovery: the executions that run.
    index('executions', 'status'),
    ...executionTable('workflowExecutions', 'workflowId'),
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
    sql({
      sqlite: 'CREATE TABLE contents (id TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;',
      postgres: 'CREATE TABLE contents (id text PRIMARY KEY, bytes bytea NOT NULL);',
    }),
    sql({
      sqlite: 'CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;',
      postgres: 'CREATE TABLE counters (name text PRIMARY KEY, value bigint NOT NULL);',
    }),
    journal('events', 'logId'),
  ],
  [countLabels],
  // Queues of manual transitions, first in, first out.
  [optionalColumn('executions', 'queue')],
  // Of the page: the history of executions, and the workflow executions of all workflows by status.
  [journal('notes', 'executionId'), index('workflowExecutions', 'status')],
  [
    table('threads', 'threadId', [...['workflowExecutionId', 'forkId', 'phase'].map(text), due]),
    index('threads', 'workflowExecutionId'),
    index('threads', 'forkId', 'phase'),
    dueIndex('threads'),
    table('forks', 'forkId', [text('workflowExecutionId'), due]),
    index('forks', 'workflowExecutionId'),
    dueIndex('forks'),
    optionalColumn('executions', 'workflowExecutionId'),
  ],
  // Membership of platforms on one database, and whose containers are whose.
  [table('instances', 'instanceId'), optionalColumn('executions', 'instanceId')],
  // A filter never walks a whole table.
  [...TABLES_BEFORE_7.map((name) => wholeIndex(name)), wholeIndex('logs', 'startTime')],
  // Logins on the page.
  [table('sessions', 'sessionId', [due]), wholeIndex('sessions'), dueIndex('sessions')],
]

/** What leads to each schema version, from an empty database on. */
export const migrations: readonly Step[] = [
  ...generated,
  // A change touches the indexes of what it changes, not all of them.
  [plainColumns(generated.flat()), countLabelsOfData],
]
