// To count a dataset's documents costs the same however many there are: the database keeps the counts.
import { sql } from './schema.ts'

/** The labels of a document's ground truth, each once; '' stands for the document itself. */
const labelsOf = (row: string) =>
  `(SELECT '' AS label UNION SELECT value ->> 'label' FROM json_each(${row}, '$.groundTruth'))`

/** The triggers that count on SQLite. @param json the column of documents that holds the row */
const sqliteTriggers = (json: 'body' | 'data') => {
  const add = `
  INSERT INTO datasetLabels SELECT NEW.datasetId, label, 1 FROM ${labelsOf(`NEW.${json}`)} WHERE NEW.datasetId <> ''
    ON CONFLICT DO UPDATE SET count = count + 1;`
  const subtract = `
  UPDATE datasetLabels SET count = count - 1 WHERE datasetId = OLD.datasetId AND label IN ${labelsOf(`OLD.${json}`)};
  DELETE FROM datasetLabels WHERE datasetId = OLD.datasetId AND count = 0;`
  return [
    `CREATE TRIGGER documents_insert AFTER INSERT ON documents BEGIN ${add} END;`,
    `CREATE TRIGGER documents_delete AFTER DELETE ON documents BEGIN ${subtract} END;`,
    `CREATE TRIGGER documents_update AFTER UPDATE ON documents BEGIN ${subtract} ${add} END;`,
  ]
}

const SQLITE = [
  'CREATE TABLE datasetLabels (datasetId TEXT NOT NULL, label TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (datasetId, label)) STRICT, WITHOUT ROWID;',
  "INSERT INTO datasetLabels SELECT datasetId, '', count(*) FROM documents WHERE datasetId <> '' GROUP BY 1;",
  `INSERT INTO datasetLabels SELECT datasetId, label.value ->> 'label', count(DISTINCT sequence)
      FROM documents, json_each(documents.body, '$.groundTruth') AS label WHERE datasetId <> '' GROUP BY 1, 2;`,
  ...sqliteTriggers('body'),
].join('\n')

/** The function that counts on PostgreSQL, for a trigger. */
const postgresFunction = (
  json: 'body' | 'data',
) => `FUNCTION countLabels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- One after the other for each dataset, and always in the same order: nobody waits for each other in a ring.
  PERFORM pg_advisory_xact_lock(4010, key) FROM (
    SELECT DISTINCT hashtext(id) AS key FROM unnest(ARRAY[OLD.datasetId, NEW.datasetId]) AS id
      WHERE id <> '' ORDER BY 1) AS keys;
  IF TG_OP <> 'INSERT' THEN
    UPDATE datasetLabels SET count = count - 1
      WHERE datasetId = OLD.datasetId AND label IN (SELECT labelsOf(OLD.${json}));
    DELETE FROM datasetLabels WHERE datasetId = OLD.datasetId AND count = 0;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO datasetLabels SELECT NEW.datasetId, label, 1 FROM labelsOf(NEW.${json}) AS label
      WHERE NEW.datasetId <> '' ORDER BY label
      ON CONFLICT (datasetId, label) DO UPDATE SET count = datasetLabels.count + 1;
  END IF;
  RETURN NULL;
END
$$;
`

const POSTGRES = `
CREATE TABLE datasetLabels (
  datasetId text NOT NULL, label text NOT NULL, count bigint NOT NULL, PRIMARY KEY (datasetId, label));
CREATE FUNCTION labelsOf(body text) RETURNS SETOF text IMMUTABLE LANGUAGE sql AS $$
  SELECT '' UNION SELECT value ->> 'label' FROM json_array_elements(
    CASE WHEN json_typeof(plainJson(body) -> 'groundTruth') = 'array' THEN plainJson(body) -> 'groundTruth' ELSE '[]' END)
$$;
LOCK TABLE documents IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO datasetLabels SELECT datasetId, label, count(*) FROM documents, labelsOf(body) AS label
  WHERE datasetId <> '' GROUP BY 1, 2;
CREATE ${postgresFunction('body')}CREATE TRIGGER documents_labels AFTER INSERT OR UPDATE OR DELETE ON documents
  FOR EACH ROW EXECUTE FUNCTION countLabels();`

/** A count for each dataset and label, kept by triggers. */
export const countLabels = sql({ sqlite: SQLITE, postgres: POSTGRES })

/** The same, where the row stands in `data`. */
export const countLabelsOfData = sql({
  sqlite: sqliteTriggers('data').join('\n'),
  postgres: `CREATE OR REPLACE ${postgresFunction('data')}`,
})
