// The schema, step by step. A step that has been released is never changed: add another.
import { countLabels } from './dataset-labels.ts'
import {
  due,
  dueIndex,
  executionTable,
  index,
  journal,
  optionalColumn,
  sql,
  table,
  text,
  type Step,
} from './schema.ts'

/** What leads to each schema version, from an empty database on. */
export const migrations: readonly Step[] = [
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
    // A platform that comes back looks for those that run.
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
  // Those of manual transitions that wait to be taken, first in, first out.
  [optionalColumn('executions', 'queue')],
  // Of the page: what is noted of executions, and the workflow executions of all workflows by status.
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
  // Platforms on one database: who is there, and whose containers are whose.
  [table('instances', 'instanceId'), optionalColumn('executions', 'instanceId')],
]
