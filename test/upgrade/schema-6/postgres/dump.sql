--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: countlabels(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.countlabels() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- One after the other for each dataset, and always in the same order: nobody waits for each other in a ring.
  PERFORM pg_advisory_xact_lock(4010, key) FROM (
    SELECT DISTINCT hashtext(id) AS key FROM unnest(ARRAY[OLD.datasetId, NEW.datasetId]) AS id
      WHERE id <> '' ORDER BY 1) AS keys;
  IF TG_OP <> 'INSERT' THEN
    UPDATE datasetLabels SET count = count - 1
      WHERE datasetId = OLD.datasetId AND label IN (SELECT labelsOf(OLD.body));
    DELETE FROM datasetLabels WHERE datasetId = OLD.datasetId AND count = 0;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO datasetLabels SELECT NEW.datasetId, label, 1 FROM labelsOf(NEW.body) AS label
      WHERE NEW.datasetId <> '' ORDER BY label
      ON CONFLICT (datasetId, label) DO UPDATE SET count = datasetLabels.count + 1;
  END IF;
  RETURN NULL;
END
$$;


--
-- Name: labelsof(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.labelsof(body text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE
    AS $$
  SELECT '' UNION SELECT value ->> 'label' FROM json_array_elements(
    CASE WHEN json_typeof(plainJson(body) -> 'groundTruth') = 'array' THEN plainJson(body) -> 'groundTruth' ELSE '[]' END)
$$;


--
-- Name: plainjson(text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.plainjson(body text) RETURNS json
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  SELECT CASE WHEN position('\u' IN body) = 0 THEN body
    ELSE regexp_replace(body, '(\\\\)|\\u(0000|[dD][89a-fA-F]..)', '\1', 'g') END::json
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: appclients; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appclients (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'appClientId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    clientid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'clientId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    apikeyhash text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'apiKeyHash'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: appclients_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.appclients ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.appclients_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: assets; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.assets (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'assetId'::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: assets_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.assets ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.assets_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: contents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.contents (
    id text NOT NULL,
    bytes bytea NOT NULL
);


--
-- Name: counters; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.counters (
    name text NOT NULL,
    value bigint NOT NULL
);


--
-- Name: databundles; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.databundles (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'dataBundleId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    modelid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'modelId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    status text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'status'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    due bigint GENERATED ALWAYS AS (((public.plainjson(body) ->> 'due'::text))::bigint) STORED
);


--
-- Name: databundles_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.databundles ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.databundles_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: datasetlabels; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.datasetlabels (
    datasetid text NOT NULL,
    label text NOT NULL,
    count bigint NOT NULL
);


--
-- Name: datasets; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.datasets (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'datasetId'::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: datasets_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.datasets ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.datasets_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: documents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.documents (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'documentId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    consentid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'consentId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    datasetid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'datasetId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    due bigint GENERATED ALWAYS AS (((public.plainjson(body) ->> 'due'::text))::bigint) STORED
);


--
-- Name: documents_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.documents ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.documents_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.events (
    sequence bigint NOT NULL,
    logid text NOT NULL,
    body text NOT NULL
);


--
-- Name: events_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.events ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.events_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: executions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.executions (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'executionId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    transitionid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'transitionId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    status text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'status'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    starttime text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'startTime'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    endtime text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'endTime'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    due bigint GENERATED ALWAYS AS (((public.plainjson(body) ->> 'due'::text))::bigint) STORED,
    queue text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'queue'::text)) STORED COLLATE pg_catalog."C",
    workflowexecutionid text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'workflowExecutionId'::text)) STORED COLLATE pg_catalog."C",
    instanceid text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'instanceId'::text)) STORED COLLATE pg_catalog."C"
);


--
-- Name: executions_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.executions ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.executions_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: forks; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.forks (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'forkId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    workflowexecutionid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'workflowExecutionId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    due bigint GENERATED ALWAYS AS (((public.plainjson(body) ->> 'due'::text))::bigint) STORED
);


--
-- Name: forks_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.forks ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.forks_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: instances; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.instances (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'instanceId'::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: instances_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.instances ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.instances_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: logs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.logs (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'logId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    transitionid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'transitionId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    transitionexecutionid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'transitionExecutionId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    workflowid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'workflowId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    workflowexecutionid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'workflowExecutionId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    starttime text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'startTime'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: logs_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.logs ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.logs_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: models; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.models (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'modelId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    due bigint GENERATED ALWAYS AS (((public.plainjson(body) ->> 'due'::text))::bigint) STORED
);


--
-- Name: models_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.models ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.models_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: notes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notes (
    sequence bigint NOT NULL,
    executionid text NOT NULL,
    body text NOT NULL
);


--
-- Name: notes_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.notes ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.notes_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: organizations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.organizations (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'organizationId'::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: organizations_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.organizations ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.organizations_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: predictions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.predictions (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'predictionId'::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: predictions_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.predictions ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.predictions_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: schemaversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schemaversion (
    version integer NOT NULL
);


--
-- Name: secrets; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.secrets (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'secretId'::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: secrets_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.secrets ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.secrets_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: threads; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.threads (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'threadId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    workflowexecutionid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'workflowExecutionId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    forkid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'forkId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    phase text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'phase'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    due bigint GENERATED ALWAYS AS (((public.plainjson(body) ->> 'due'::text))::bigint) STORED
);


--
-- Name: threads_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.threads ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.threads_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: transitions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.transitions (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'transitionId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    transitiontype text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'transitionType'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: transitions_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.transitions ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.transitions_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.users (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'userId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    email text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'email'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: users_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.users ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.users_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: workflowexecutions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.workflowexecutions (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'executionId'::text)) STORED NOT NULL COLLATE pg_catalog."C",
    workflowid text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'workflowId'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    status text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'status'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    starttime text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'startTime'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C",
    endtime text GENERATED ALWAYS AS (COALESCE((public.plainjson(body) ->> 'endTime'::text), ''::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: workflowexecutions_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.workflowexecutions ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.workflowexecutions_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: workflows; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.workflows (
    sequence bigint NOT NULL,
    body text NOT NULL,
    id text GENERATED ALWAYS AS ((public.plainjson(body) ->> 'workflowId'::text)) STORED NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: workflows_sequence_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.workflows ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.workflows_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Data for Name: appclients; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.appclients OVERRIDING SYSTEM VALUE VALUES (1, '{"appClientId":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","name":"First app client","description":"Made by the platform","clientId":"e44a0a80a473e4c0a9980f2165","hasSecret":true,"secretHash":"f257af0e3ec8843a5cccd873dbd5ecdb189cf5c1561ed01464b1b940c470eeb9","apiKeyHash":"8531091b400383cf6fa84b72937e7bee696dd02694cda83631d4158e28536453","callbackUrls":[],"loginUrls":[],"logoutUrls":[],"defaultLoginUrl":null,"createdBy":null,"createdTime":"2026-01-01T00:00:00.000Z","updatedBy":null,"updatedTime":null}', DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.appclients OVERRIDING SYSTEM VALUE VALUES (2, '{"appClientId":"las:app-client:9a19fcb95a04d18ad7710a84fe8abdc1","clientId":"d8b75edb0d148cbc19dbfcf699","hasSecret":true,"secretHash":"54fc301246cb8c5fc06dbff49456cde74a2f18a4f7f2c09cdf0ada51ce3f6bd6","apiKeyHash":"8aa1afe401affe8ef79a4a6f88e580611111eaa40480e72af8c992e2124c081b","name":"other","description":null,"callbackUrls":[],"loginUrls":[],"logoutUrls":[],"defaultLoginUrl":null,"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:32.000Z","updatedBy":null,"updatedTime":null}', DEFAULT, DEFAULT, DEFAULT);


--
-- Data for Name: assets; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: contents; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.contents VALUES ('las:document:a3bd8244046f9e214206168727dcff08', '\x255044462d312e37206120646f63756d656e74');


--
-- Data for Name: counters; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.counters VALUES ('2026-01 workflowExecutions', 4);
INSERT INTO public.counters VALUES ('2026-01 transitionExecutions', 3);
INSERT INTO public.counters VALUES ('2026-01 documents', 1);


--
-- Data for Name: databundles; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: datasetlabels; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.datasetlabels VALUES ('las:dataset:f29ce40f05f57d0d488d7c47072c04c3', '', 1);
INSERT INTO public.datasetlabels VALUES ('las:dataset:f29ce40f05f57d0d488d7c47072c04c3', 'total', 1);


--
-- Data for Name: datasets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.datasets OVERRIDING SYSTEM VALUE VALUES (1, '{"datasetId":"las:dataset:f29ce40f05f57d0d488d7c47072c04c3","name":"Invoices","description":null,"retentionInDays":1825,"containsPersonallyIdentifiableInformation":true,"storageLocation":"EU","version":0,"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:32.000Z","updatedBy":null,"updatedTime":null}', DEFAULT);


--
-- Data for Name: documents; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.documents OVERRIDING SYSTEM VALUE VALUES (1, '{"documentId":"las:document:a3bd8244046f9e214206168727dcff08","contentType":"application/pdf","datasetId":"las:dataset:f29ce40f05f57d0d488d7c47072c04c3","groundTruth":[{"label":"total","value":"1.00"}],"retentionInDays":1825,"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:32.000Z","updatedBy":null,"updatedTime":null,"due":1924905632000}', DEFAULT, DEFAULT, DEFAULT, DEFAULT);


--
-- Data for Name: events; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (1, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225600000,"message":"The execution started","type":"ExecutionStarted","input":{"of":"held"}}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (2, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225600000,"message":"Pay began","type":"StateEntered","state":"Pay","input":{"of":"held"}}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (3, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225600000,"message":"Pay is done by las:transition-execution:a10e389d8aa9b2cfa8d416ffb37eb51c","type":"TaskStarted","state":"Pay","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","executionId":"las:transition-execution:a10e389d8aa9b2cfa8d416ffb37eb51c"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (4, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225600000,"message":"las:transition-execution:a10e389d8aa9b2cfa8d416ffb37eb51c failed","type":"TaskEnded","state":"Pay","executionId":"las:transition-execution:a10e389d8aa9b2cfa8d416ffb37eb51c","status":"failed"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (5, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225600000,"message":"The execution started","type":"ExecutionStarted","input":{}}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (6, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225600000,"message":"Pay is tried again at 2026-01-01T00:00:02.000Z after States.TaskFailed: The container exited with code 1 without an outcome","type":"StateRetried","state":"Pay","error":"States.TaskFailed","cause":"The container exited with code 1 without an outcome","attempt":1,"until":1767225602000}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (7, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225600000,"message":"Pay began","type":"StateEntered","state":"Pay","input":{}}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (8, 'las:log:45353832c4387a3eb67d74fee7c9b6e1', '{"timestamp":1767225600000,"message":"The execution started","type":"ExecutionStarted","input":{"of":"waiting"}}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (9, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225600000,"message":"Pay is done by las:transition-execution:545d403821ddeffa09fc61056b0267fe","type":"TaskStarted","state":"Pay","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","executionId":"las:transition-execution:545d403821ddeffa09fc61056b0267fe"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (10, 'las:log:45353832c4387a3eb67d74fee7c9b6e1', '{"timestamp":1767225600000,"message":"Rest began","type":"StateEntered","state":"Rest","input":{"of":"waiting"}}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (11, 'las:log:45353832c4387a3eb67d74fee7c9b6e1', '{"timestamp":1767225600000,"message":"Rest waits until 2026-01-01T00:10:00.000Z","type":"WaitStarted","state":"Rest","until":1767226200000}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (12, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225600000,"message":"las:transition-execution:545d403821ddeffa09fc61056b0267fe failed","type":"TaskEnded","state":"Pay","executionId":"las:transition-execution:545d403821ddeffa09fc61056b0267fe","status":"failed"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (13, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225600000,"message":"Pay is tried again at 2026-01-01T00:00:02.000Z after States.TaskFailed: The container exited with code 1 without an outcome","type":"StateRetried","state":"Pay","error":"States.TaskFailed","cause":"The container exited with code 1 without an outcome","attempt":1,"until":1767225602000}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (14, 'las:log:28559658dd25330487b4f6301028a627', '{"timestamp":1767225600000,"message":"The execution started","type":"ExecutionStarted","input":{}}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (15, 'las:log:28559658dd25330487b4f6301028a627', '{"timestamp":1767225600000,"message":"Both began","type":"StateEntered","state":"Both","input":{}}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (16, 'las:log:28559658dd25330487b4f6301028a627', '{"timestamp":1767225600000,"message":"Both started 2 branches","type":"BranchesStarted","state":"Both","count":2}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (17, 'las:log:28559658dd25330487b4f6301028a627', '{"timestamp":1767225600000,"message":"Check began","branch":"Both[0]","type":"StateEntered","state":"Check","input":{}}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (18, 'las:log:28559658dd25330487b4f6301028a627', '{"timestamp":1767225600000,"message":"Check is done by las:transition-execution:c765329bf97f87243e706ff8e24f01d7","branch":"Both[0]","type":"TaskStarted","state":"Check","transitionId":"las:transition:96693d93120c4489743cc04e93bab0a0","executionId":"las:transition-execution:c765329bf97f87243e706ff8e24f01d7"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (19, 'las:log:28559658dd25330487b4f6301028a627', '{"timestamp":1767225600000,"message":"Pass began","branch":"Both[1]","type":"StateEntered","state":"Pass","input":{}}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (20, 'las:log:28559658dd25330487b4f6301028a627', '{"timestamp":1767225600000,"message":"Pass ended","branch":"Both[1]","type":"StateExited","state":"Pass","output":1,"next":null}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (21, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225602000,"message":"Pay is done by las:transition-execution:7aa51e4b2214d0b6cff95774f8ca1b24","type":"TaskStarted","state":"Pay","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","executionId":"las:transition-execution:7aa51e4b2214d0b6cff95774f8ca1b24"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (22, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225602000,"message":"Pay is done by las:transition-execution:b6dab0f26e15e459345a2d9b6379e6e8","type":"TaskStarted","state":"Pay","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","executionId":"las:transition-execution:b6dab0f26e15e459345a2d9b6379e6e8"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (23, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225602000,"message":"las:transition-execution:7aa51e4b2214d0b6cff95774f8ca1b24 failed","type":"TaskEnded","state":"Pay","executionId":"las:transition-execution:7aa51e4b2214d0b6cff95774f8ca1b24","status":"failed"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (24, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225602000,"message":"Pay is tried again at 2026-01-01T00:00:06.000Z after States.TaskFailed: The container exited with code 1 without an outcome","type":"StateRetried","state":"Pay","error":"States.TaskFailed","cause":"The container exited with code 1 without an outcome","attempt":2,"until":1767225606000}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (25, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225602000,"message":"las:transition-execution:b6dab0f26e15e459345a2d9b6379e6e8 failed","type":"TaskEnded","state":"Pay","executionId":"las:transition-execution:b6dab0f26e15e459345a2d9b6379e6e8","status":"failed"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (26, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225602000,"message":"Pay is tried again at 2026-01-01T00:00:06.000Z after States.TaskFailed: The container exited with code 1 without an outcome","type":"StateRetried","state":"Pay","error":"States.TaskFailed","cause":"The container exited with code 1 without an outcome","attempt":2,"until":1767225606000}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (27, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225606000,"message":"Pay is done by las:transition-execution:8bd1b1862e01368280b1b674d7b5556b","type":"TaskStarted","state":"Pay","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","executionId":"las:transition-execution:8bd1b1862e01368280b1b674d7b5556b"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (28, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225606000,"message":"Pay is done by las:transition-execution:f2d3501db3bb1c1c0f64cd9a80ca733c","type":"TaskStarted","state":"Pay","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","executionId":"las:transition-execution:f2d3501db3bb1c1c0f64cd9a80ca733c"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (29, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225606000,"message":"las:transition-execution:8bd1b1862e01368280b1b674d7b5556b failed","type":"TaskEnded","state":"Pay","executionId":"las:transition-execution:8bd1b1862e01368280b1b674d7b5556b","status":"failed"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (30, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225606000,"message":"Pay failed with States.TaskFailed: The container exited with code 1 without an outcome","type":"StateFailed","state":"Pay","error":"States.TaskFailed","cause":"The container exited with code 1 without an outcome"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (34, 'las:log:f47fe0cdc0c3e166ff9e261dd5e36de0', '{"timestamp":1767225606000,"message":"The execution ended as failed with States.TaskFailed: The container exited with code 1 without an outcome","type":"ExecutionEnded","status":"failed","error":"States.TaskFailed","cause":"The container exited with code 1 without an outcome"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (31, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225606000,"message":"las:transition-execution:f2d3501db3bb1c1c0f64cd9a80ca733c failed","type":"TaskEnded","state":"Pay","executionId":"las:transition-execution:f2d3501db3bb1c1c0f64cd9a80ca733c","status":"failed"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (32, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225606000,"message":"Pay failed with States.TaskFailed: The container exited with code 1 without an outcome","type":"StateFailed","state":"Pay","error":"States.TaskFailed","cause":"The container exited with code 1 without an outcome"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (33, 'las:log:82642a22884f16ed41eca5f7c99eeca3', '{"timestamp":1767225606000,"message":"Pay waits for somebody to move the execution on","type":"ExecutionHeld","state":"Pay"}');
INSERT INTO public.events OVERRIDING SYSTEM VALUE VALUES (35, 'las:log:fb41a25fd8cbc551fd65c107df3ac39d', '{"timestamp":1767225630000,"message":"it has started"}');


--
-- Data for Name: executions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (1, '{"executionId":"las:transition-execution:a10e389d8aa9b2cfa8d416ffb37eb51c","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","status":"failed","input":{"of":"held"},"endTime":"2026-01-01T00:00:00.000Z","completedBy":null,"logId":"las:log:0b75d6ce0e2aa50098b852b8a244b0de","queue":null,"startTime":"2026-01-01T00:00:00.000Z","due":null,"isLaunched":false,"holder":null,"workflowExecutionId":"las:workflow-execution:3d3c507daf10f6c246834ae477fc7fd2","origin":{"workflowId":"las:workflow:9513a5cf60a2e6243d0e6ae295fc053f","state":"Pay","threadId":"las:thread:106e9c736817d586372a13b9c8bab9af"},"instanceId":null,"error":{"message":"The container exited with code 1 without an outcome"}}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (2, '{"executionId":"las:transition-execution:545d403821ddeffa09fc61056b0267fe","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","status":"failed","input":{},"endTime":"2026-01-01T00:00:00.000Z","completedBy":null,"logId":"las:log:3c1b484f4871e6e2542b7811ac7e1336","queue":null,"startTime":"2026-01-01T00:00:00.000Z","due":null,"isLaunched":false,"holder":null,"workflowExecutionId":"las:workflow-execution:33c757cdcca6cc9397d1a5c0603c4e6a","origin":{"workflowId":"las:workflow:c8591761122ca1fdf8906fc07b62140e","state":"Pay","threadId":"las:thread:a535c4d8b7c2847e01f7484d07163b6d"},"instanceId":null,"error":{"message":"The container exited with code 1 without an outcome"}}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (3, '{"executionId":"las:transition-execution:c765329bf97f87243e706ff8e24f01d7","transitionId":"las:transition:96693d93120c4489743cc04e93bab0a0","status":"running","input":{},"endTime":null,"completedBy":null,"logId":null,"queue":"las:transition:96693d93120c4489743cc04e93bab0a0","startTime":null,"due":null,"isLaunched":false,"holder":null,"workflowExecutionId":"las:workflow-execution:83f8e685d94f32f18cccb9e5e3a91a95","origin":{"workflowId":"las:workflow:7dd4651ea83c40e2fc7e752a57016964","state":"Check","threadId":"las:thread:cb38296fb9bb62d6a05e8ef5598c8c82"}}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (4, '{"executionId":"las:transition-execution:7aa51e4b2214d0b6cff95774f8ca1b24","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","status":"failed","input":{},"endTime":"2026-01-01T00:00:02.000Z","completedBy":null,"logId":"las:log:372c4c79c27489604c5bf658eaea3a3e","queue":null,"startTime":"2026-01-01T00:00:02.000Z","due":null,"isLaunched":false,"holder":null,"workflowExecutionId":"las:workflow-execution:33c757cdcca6cc9397d1a5c0603c4e6a","origin":{"workflowId":"las:workflow:c8591761122ca1fdf8906fc07b62140e","state":"Pay","threadId":"las:thread:a535c4d8b7c2847e01f7484d07163b6d"},"instanceId":null,"error":{"message":"The container exited with code 1 without an outcome"}}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (5, '{"executionId":"las:transition-execution:b6dab0f26e15e459345a2d9b6379e6e8","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","status":"failed","input":{"of":"held"},"endTime":"2026-01-01T00:00:02.000Z","completedBy":null,"logId":"las:log:dce6acc7b8dd606b49acb372c0c3aac3","queue":null,"startTime":"2026-01-01T00:00:02.000Z","due":null,"isLaunched":false,"holder":null,"workflowExecutionId":"las:workflow-execution:3d3c507daf10f6c246834ae477fc7fd2","origin":{"workflowId":"las:workflow:9513a5cf60a2e6243d0e6ae295fc053f","state":"Pay","threadId":"las:thread:106e9c736817d586372a13b9c8bab9af"},"instanceId":null,"error":{"message":"The container exited with code 1 without an outcome"}}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (6, '{"executionId":"las:transition-execution:8bd1b1862e01368280b1b674d7b5556b","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","status":"failed","input":{},"endTime":"2026-01-01T00:00:06.000Z","completedBy":null,"logId":"las:log:1bcd8bf570d6ae7fc45be1fb7cc1810b","queue":null,"startTime":"2026-01-01T00:00:06.000Z","due":null,"isLaunched":false,"holder":null,"workflowExecutionId":"las:workflow-execution:33c757cdcca6cc9397d1a5c0603c4e6a","origin":{"workflowId":"las:workflow:c8591761122ca1fdf8906fc07b62140e","state":"Pay","threadId":"las:thread:a535c4d8b7c2847e01f7484d07163b6d"},"instanceId":null,"error":{"message":"The container exited with code 1 without an outcome"}}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (11, '{"executionId":"las:transition-execution:be09a5a6682098d3abcb0ceaf1a20196","transitionId":"las:transition:8710f6bfbddb71b5d0d5738ae7f4c98f","status":"running","input":{"n":4,"text":"ä \"\\u0000\" 😀"},"endTime":null,"completedBy":null,"logId":null,"queue":"las:transition:8710f6bfbddb71b5d0d5738ae7f4c98f","startTime":null,"due":null,"isLaunched":false,"holder":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (9, '{"executionId":"las:transition-execution:543f80195737eb771013149022a0d291","transitionId":"las:transition:8710f6bfbddb71b5d0d5738ae7f4c98f","status":"succeeded","input":{"n":2},"endTime":"2026-01-01T00:00:30.000Z","completedBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","logId":null,"queue":null,"startTime":"2026-01-01T00:00:30.000Z","due":null,"isLaunched":true,"holder":"worker-1","heldUntil":1767225675000,"output":{"ok":true},"instanceId":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (7, '{"executionId":"las:transition-execution:f2d3501db3bb1c1c0f64cd9a80ca733c","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","status":"failed","input":{"of":"held"},"endTime":"2026-01-01T00:00:06.000Z","completedBy":null,"logId":"las:log:846b9f194a958140ff2bfcb41dfeefe8","queue":null,"startTime":"2026-01-01T00:00:06.000Z","due":null,"isLaunched":false,"holder":null,"workflowExecutionId":"las:workflow-execution:3d3c507daf10f6c246834ae477fc7fd2","origin":{"workflowId":"las:workflow:9513a5cf60a2e6243d0e6ae295fc053f","state":"Pay","threadId":"las:thread:106e9c736817d586372a13b9c8bab9af"},"instanceId":null,"error":{"message":"The container exited with code 1 without an outcome"}}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (14, '{"executionId":"las:transition-execution:0e8b118c3527f248ec325540596a36bb","transitionId":"las:transition:ca4596795ef2ab30bf925a2cbb39292a","status":"running","input":{},"endTime":null,"completedBy":null,"logId":"las:log:22a7ab1823e06e39e086f5fd711a7740","queue":null,"startTime":"2026-01-01T00:00:30.000Z","due":1767225930000,"isLaunched":false,"holder":null,"instanceId":"b82d5faf-b35e-4ff5-9347-ec8555bef95a"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (12, '{"executionId":"las:transition-execution:6cab155954c60eb9d9b2ade16bab4a3a","transitionId":"las:transition:8710f6bfbddb71b5d0d5738ae7f4c98f","status":"running","input":{"n":5},"endTime":null,"completedBy":null,"logId":null,"queue":"las:transition:8710f6bfbddb71b5d0d5738ae7f4c98f","startTime":null,"due":null,"isLaunched":false,"holder":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (8, '{"executionId":"las:transition-execution:79206cb9645b5c1db823aed9bfd8a0cb","transitionId":"las:transition:8710f6bfbddb71b5d0d5738ae7f4c98f","status":"running","input":{"n":1},"endTime":null,"completedBy":null,"logId":null,"queue":null,"startTime":"2026-01-01T00:00:30.000Z","due":1767225690000,"isLaunched":true,"holder":"worker-1","heldUntil":1767225675000}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (10, '{"executionId":"las:transition-execution:84c69a2d6e59688e6cb99f1cb6480667","transitionId":"las:transition:8710f6bfbddb71b5d0d5738ae7f4c98f","status":"failed","input":{"n":3},"endTime":"2026-01-01T00:00:30.000Z","completedBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","logId":null,"queue":null,"startTime":"2026-01-01T00:00:30.000Z","due":null,"isLaunched":true,"holder":"worker-1","heldUntil":1767225675000,"error":{"message":"no total"},"instanceId":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (13, '{"executionId":"las:transition-execution:f60f301f5e5b3959e8bff3d22a6e90ca","transitionId":"las:transition:f3cddff8687c5b1360f51e91321e0c4e","status":"running","input":{"a":1},"endTime":null,"completedBy":null,"logId":"las:log:fb41a25fd8cbc551fd65c107df3ac39d","queue":null,"startTime":"2026-01-01T00:00:30.000Z","due":1767225690000,"isLaunched":true,"holder":"container-1","instanceId":"b82d5faf-b35e-4ff5-9347-ec8555bef95a","heldUntil":1767225677000}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.executions OVERRIDING SYSTEM VALUE VALUES (15, '{"executionId":"las:transition-execution:72ac7773646e1f6bd6f600252b302102","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","status":"failed","input":{},"endTime":"2026-01-01T00:00:30.000Z","completedBy":null,"logId":"las:log:478f996ca9c9f6843acc8bcd2066615c","queue":null,"startTime":"2026-01-01T00:00:30.000Z","due":null,"isLaunched":false,"holder":null,"instanceId":null,"error":{"message":"The container exited with code 1 without an outcome"}}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);


--
-- Data for Name: forks; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.forks OVERRIDING SYSTEM VALUE VALUES (1, '{"forkId":"las:fork:50ab0f5c25b1115c90e42444bc8c68f7","workflowExecutionId":"las:workflow-execution:83f8e685d94f32f18cccb9e5e3a91a95","threadId":"las:thread:0526d50a4ec80fdafc34a5ea49a8df39","due":null,"open":1,"failed":0,"tolerated":0,"hasTolerance":false}', DEFAULT, DEFAULT, DEFAULT);


--
-- Data for Name: instances; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.instances OVERRIDING SYSTEM VALUE VALUES (1, '{"instanceId":"b82d5faf-b35e-4ff5-9347-ec8555bef95a","renewals":10}', DEFAULT);


--
-- Data for Name: logs; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (1, '{"logId":"las:log:82642a22884f16ed41eca5f7c99eeca3","transitionId":"las:transition:commons-workflow","transitionExecutionId":null,"startTime":"2026-01-01T00:00:00.000Z","workflowId":"las:workflow:9513a5cf60a2e6243d0e6ae295fc053f","workflowExecutionId":"las:workflow-execution:3d3c507daf10f6c246834ae477fc7fd2"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (2, '{"logId":"las:log:0b75d6ce0e2aa50098b852b8a244b0de","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","transitionExecutionId":"las:transition-execution:a10e389d8aa9b2cfa8d416ffb37eb51c","startTime":"2026-01-01T00:00:00.000Z","workflowId":"las:workflow:9513a5cf60a2e6243d0e6ae295fc053f","workflowExecutionId":"las:workflow-execution:3d3c507daf10f6c246834ae477fc7fd2"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (3, '{"logId":"las:log:f47fe0cdc0c3e166ff9e261dd5e36de0","transitionId":"las:transition:commons-workflow","transitionExecutionId":null,"startTime":"2026-01-01T00:00:00.000Z","workflowId":"las:workflow:c8591761122ca1fdf8906fc07b62140e","workflowExecutionId":"las:workflow-execution:33c757cdcca6cc9397d1a5c0603c4e6a"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (4, '{"logId":"las:log:3c1b484f4871e6e2542b7811ac7e1336","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","transitionExecutionId":"las:transition-execution:545d403821ddeffa09fc61056b0267fe","startTime":"2026-01-01T00:00:00.000Z","workflowId":"las:workflow:c8591761122ca1fdf8906fc07b62140e","workflowExecutionId":"las:workflow-execution:33c757cdcca6cc9397d1a5c0603c4e6a"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (5, '{"logId":"las:log:45353832c4387a3eb67d74fee7c9b6e1","transitionId":"las:transition:commons-workflow","transitionExecutionId":null,"startTime":"2026-01-01T00:00:00.000Z","workflowId":"las:workflow:ded318de394edf620a88e2126f270683","workflowExecutionId":"las:workflow-execution:d4ec218d32069b87344b0658c21ebffd"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (6, '{"logId":"las:log:28559658dd25330487b4f6301028a627","transitionId":"las:transition:commons-workflow","transitionExecutionId":null,"startTime":"2026-01-01T00:00:00.000Z","workflowId":"las:workflow:7dd4651ea83c40e2fc7e752a57016964","workflowExecutionId":"las:workflow-execution:83f8e685d94f32f18cccb9e5e3a91a95"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (7, '{"logId":"las:log:372c4c79c27489604c5bf658eaea3a3e","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","transitionExecutionId":"las:transition-execution:7aa51e4b2214d0b6cff95774f8ca1b24","startTime":"2026-01-01T00:00:02.000Z","workflowId":"las:workflow:c8591761122ca1fdf8906fc07b62140e","workflowExecutionId":"las:workflow-execution:33c757cdcca6cc9397d1a5c0603c4e6a"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (8, '{"logId":"las:log:dce6acc7b8dd606b49acb372c0c3aac3","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","transitionExecutionId":"las:transition-execution:b6dab0f26e15e459345a2d9b6379e6e8","startTime":"2026-01-01T00:00:02.000Z","workflowId":"las:workflow:9513a5cf60a2e6243d0e6ae295fc053f","workflowExecutionId":"las:workflow-execution:3d3c507daf10f6c246834ae477fc7fd2"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (9, '{"logId":"las:log:1bcd8bf570d6ae7fc45be1fb7cc1810b","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","transitionExecutionId":"las:transition-execution:8bd1b1862e01368280b1b674d7b5556b","startTime":"2026-01-01T00:00:06.000Z","workflowId":"las:workflow:c8591761122ca1fdf8906fc07b62140e","workflowExecutionId":"las:workflow-execution:33c757cdcca6cc9397d1a5c0603c4e6a"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (10, '{"logId":"las:log:846b9f194a958140ff2bfcb41dfeefe8","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","transitionExecutionId":"las:transition-execution:f2d3501db3bb1c1c0f64cd9a80ca733c","startTime":"2026-01-01T00:00:06.000Z","workflowId":"las:workflow:9513a5cf60a2e6243d0e6ae295fc053f","workflowExecutionId":"las:workflow-execution:3d3c507daf10f6c246834ae477fc7fd2"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (11, '{"logId":"las:log:fb41a25fd8cbc551fd65c107df3ac39d","transitionId":"las:transition:f3cddff8687c5b1360f51e91321e0c4e","transitionExecutionId":"las:transition-execution:f60f301f5e5b3959e8bff3d22a6e90ca","startTime":"2026-01-01T00:00:30.000Z","workflowId":null,"workflowExecutionId":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (12, '{"logId":"las:log:22a7ab1823e06e39e086f5fd711a7740","transitionId":"las:transition:ca4596795ef2ab30bf925a2cbb39292a","transitionExecutionId":"las:transition-execution:0e8b118c3527f248ec325540596a36bb","startTime":"2026-01-01T00:00:30.000Z","workflowId":null,"workflowExecutionId":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.logs OVERRIDING SYSTEM VALUE VALUES (13, '{"logId":"las:log:478f996ca9c9f6843acc8bcd2066615c","transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","transitionExecutionId":"las:transition-execution:72ac7773646e1f6bd6f600252b302102","startTime":"2026-01-01T00:00:30.000Z","workflowId":null,"workflowExecutionId":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);


--
-- Data for Name: models; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notes; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.notes OVERRIDING SYSTEM VALUE VALUES (1, 'las:transition-execution:79206cb9645b5c1db823aed9bfd8a0cb', '{"executionId":"las:transition-execution:79206cb9645b5c1db823aed9bfd8a0cb","at":1767225630000,"kind":"heartbeat","body":{"progress":{"fraction":0.5}}}');
INSERT INTO public.notes OVERRIDING SYSTEM VALUE VALUES (2, 'las:transition-execution:f60f301f5e5b3959e8bff3d22a6e90ca', '{"executionId":"las:transition-execution:f60f301f5e5b3959e8bff3d22a6e90ca","at":1767225630000,"kind":"launched"}');


--
-- Data for Name: organizations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.organizations OVERRIDING SYSTEM VALUE VALUES (1, '{"organizationId":"las:organization:b77d0fba127fc804959ce0ec69ab3be9","name":"Local organization","description":null,"updatedBy":null,"updatedTime":null}', DEFAULT);


--
-- Data for Name: predictions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: schemaversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schemaversion VALUES (6);


--
-- Data for Name: secrets; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.secrets OVERRIDING SYSTEM VALUE VALUES (1, '{"secretId":"las:secret:95c8ae2f6315cb9ee9c0e76517efd0f2","name":null,"description":null,"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:00.000Z","updatedBy":null,"updatedTime":null,"sealed":"o4lE5mm+nfT5a74eeQGqQVV42IUMHcQYBSAPpT830l90mlwnQEUSUBgHFdT6JhszDvcfyVxnYoC8VA=="}', DEFAULT);


--
-- Data for Name: threads; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.threads OVERRIDING SYSTEM VALUE VALUES (3, '{"threadId":"las:thread:2693979b56f0c4c0cf0c048d1f084381","workflowExecutionId":"las:workflow-execution:d4ec218d32069b87344b0658c21ebffd","workflowId":"las:workflow:ded318de394edf620a88e2126f270683","phase":"waiting","due":1767226200000,"version":1,"path":[],"branch":"","state":"Rest","input":{"of":"waiting"},"enteredAt":1767225600000,"attempts":[],"forkId":"","index":0}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.threads OVERRIDING SYSTEM VALUE VALUES (4, '{"threadId":"las:thread:0526d50a4ec80fdafc34a5ea49a8df39","workflowExecutionId":"las:workflow-execution:83f8e685d94f32f18cccb9e5e3a91a95","workflowId":"las:workflow:7dd4651ea83c40e2fc7e752a57016964","phase":"forked","due":null,"version":1,"path":[],"branch":"","state":"Both","input":{},"enteredAt":1767225600000,"attempts":[],"forkId":"","index":0,"ownForkId":"las:fork:50ab0f5c25b1115c90e42444bc8c68f7"}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.threads OVERRIDING SYSTEM VALUE VALUES (5, '{"threadId":"las:thread:cb38296fb9bb62d6a05e8ef5598c8c82","workflowExecutionId":"las:workflow-execution:83f8e685d94f32f18cccb9e5e3a91a95","workflowId":"las:workflow:7dd4651ea83c40e2fc7e752a57016964","phase":"working","due":null,"version":1,"path":[["Both",0]],"branch":"Both[0]","state":"Check","input":{},"enteredAt":1767225600000,"attempts":[],"forkId":"las:fork:50ab0f5c25b1115c90e42444bc8c68f7","index":0,"executionId":"las:transition-execution:c765329bf97f87243e706ff8e24f01d7","timeoutAt":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.threads OVERRIDING SYSTEM VALUE VALUES (6, '{"threadId":"las:thread:96f49474cde5e858fd49d1927b9916a5","workflowExecutionId":"las:workflow-execution:83f8e685d94f32f18cccb9e5e3a91a95","workflowId":"las:workflow:7dd4651ea83c40e2fc7e752a57016964","phase":"ended","due":null,"version":1,"path":[["Both",1]],"branch":"Both[1]","state":"Pass","input":{},"enteredAt":1767225600000,"attempts":[],"forkId":"las:fork:50ab0f5c25b1115c90e42444bc8c68f7","index":1,"output":1}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.threads OVERRIDING SYSTEM VALUE VALUES (1, '{"threadId":"las:thread:106e9c736817d586372a13b9c8bab9af","workflowExecutionId":"las:workflow-execution:3d3c507daf10f6c246834ae477fc7fd2","workflowId":"las:workflow:9513a5cf60a2e6243d0e6ae295fc053f","phase":"held","due":null,"version":9,"path":[],"branch":"","state":"Pay","input":{"of":"held"},"enteredAt":1767225600000,"attempts":[2],"forkId":"","index":0,"timeoutAt":null,"failure":{"Error":"States.TaskFailed","Cause":"The container exited with code 1 without an outcome"}}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);


--
-- Data for Name: transitions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.transitions OVERRIDING SYSTEM VALUE VALUES (1, '{"transitionId":"las:transition:f3cddff8687c5b1360f51e91321e0c4e","name":null,"description":null,"timeoutInSeconds":300,"transitionType":"docker","parameters":{"imageUrl":"image:runs","environmentSecrets":["las:secret:95c8ae2f6315cb9ee9c0e76517efd0f2"]},"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:00.000Z","updatedBy":null,"updatedTime":null}', DEFAULT, DEFAULT);
INSERT INTO public.transitions OVERRIDING SYSTEM VALUE VALUES (2, '{"transitionId":"las:transition:ca4596795ef2ab30bf925a2cbb39292a","name":null,"description":null,"timeoutInSeconds":300,"transitionType":"docker","parameters":{"imageUrl":"image:waits","environmentSecrets":["las:secret:95c8ae2f6315cb9ee9c0e76517efd0f2"]},"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:00.000Z","updatedBy":null,"updatedTime":null}', DEFAULT, DEFAULT);
INSERT INTO public.transitions OVERRIDING SYSTEM VALUE VALUES (3, '{"transitionId":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","name":null,"description":null,"timeoutInSeconds":300,"transitionType":"docker","parameters":{"imageUrl":"image:exits","environmentSecrets":["las:secret:95c8ae2f6315cb9ee9c0e76517efd0f2"]},"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:00.000Z","updatedBy":null,"updatedTime":null}', DEFAULT, DEFAULT);
INSERT INTO public.transitions OVERRIDING SYSTEM VALUE VALUES (4, '{"transitionId":"las:transition:96693d93120c4489743cc04e93bab0a0","name":"Check","description":null,"timeoutInSeconds":300,"transitionType":"manual","parameters":{},"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:00.000Z","updatedBy":null,"updatedTime":null}', DEFAULT, DEFAULT);
INSERT INTO public.transitions OVERRIDING SYSTEM VALUE VALUES (5, '{"transitionId":"las:transition:8710f6bfbddb71b5d0d5738ae7f4c98f","name":"Approve","description":null,"timeoutInSeconds":300,"transitionType":"manual","parameters":{},"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:30.000Z","updatedBy":null,"updatedTime":null}', DEFAULT, DEFAULT);


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: workflowexecutions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.workflowexecutions OVERRIDING SYSTEM VALUE VALUES (3, '{"executionId":"las:workflow-execution:d4ec218d32069b87344b0658c21ebffd","workflowId":"las:workflow:ded318de394edf620a88e2126f270683","status":"running","input":{"of":"waiting"},"output":{},"startTime":"2026-01-01T00:00:00.000Z","endTime":null,"completedBy":[],"logId":"las:log:45353832c4387a3eb67d74fee7c9b6e1","completedTaskLogId":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.workflowexecutions OVERRIDING SYSTEM VALUE VALUES (4, '{"executionId":"las:workflow-execution:83f8e685d94f32f18cccb9e5e3a91a95","workflowId":"las:workflow:7dd4651ea83c40e2fc7e752a57016964","status":"running","input":{},"output":{},"startTime":"2026-01-01T00:00:00.000Z","endTime":null,"completedBy":[],"logId":"las:log:28559658dd25330487b4f6301028a627","completedTaskLogId":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.workflowexecutions OVERRIDING SYSTEM VALUE VALUES (2, '{"executionId":"las:workflow-execution:33c757cdcca6cc9397d1a5c0603c4e6a","workflowId":"las:workflow:c8591761122ca1fdf8906fc07b62140e","status":"failed","input":{},"output":{},"startTime":"2026-01-01T00:00:00.000Z","endTime":"2026-01-01T00:00:06.000Z","completedBy":[],"logId":"las:log:f47fe0cdc0c3e166ff9e261dd5e36de0","completedTaskLogId":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.workflowexecutions OVERRIDING SYSTEM VALUE VALUES (1, '{"executionId":"las:workflow-execution:3d3c507daf10f6c246834ae477fc7fd2","workflowId":"las:workflow:9513a5cf60a2e6243d0e6ae295fc053f","status":"retry","input":{"of":"held"},"output":{},"startTime":"2026-01-01T00:00:00.000Z","endTime":null,"completedBy":[],"logId":"las:log:82642a22884f16ed41eca5f7c99eeca3","completedTaskLogId":null}', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);


--
-- Data for Name: workflows; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.workflows OVERRIDING SYSTEM VALUE VALUES (1, '{"workflowId":"las:workflow:9513a5cf60a2e6243d0e6ae295fc053f","name":null,"description":null,"completedConfig":{"imageUrl":""},"errorConfig":{"manualRetry":true},"specification":{"definition":{"StartAt":"Pay","States":{"Pay":{"Type":"Task","Resource":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","End":true}}}},"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:00.000Z","updatedBy":null,"updatedTime":null}', DEFAULT);
INSERT INTO public.workflows OVERRIDING SYSTEM VALUE VALUES (2, '{"workflowId":"las:workflow:c8591761122ca1fdf8906fc07b62140e","name":null,"description":null,"completedConfig":{"imageUrl":""},"errorConfig":{},"specification":{"definition":{"StartAt":"Pay","States":{"Pay":{"Type":"Task","Resource":"las:transition:da26a4adb2f7714e6121fd4f2848aaff","End":true}}}},"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:00.000Z","updatedBy":null,"updatedTime":null}', DEFAULT);
INSERT INTO public.workflows OVERRIDING SYSTEM VALUE VALUES (3, '{"workflowId":"las:workflow:ded318de394edf620a88e2126f270683","name":null,"description":null,"completedConfig":{"imageUrl":""},"errorConfig":{},"specification":{"definition":{"StartAt":"Rest","States":{"Rest":{"Type":"Wait","Seconds":600,"End":true}}}},"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:00.000Z","updatedBy":null,"updatedTime":null}', DEFAULT);
INSERT INTO public.workflows OVERRIDING SYSTEM VALUE VALUES (4, '{"workflowId":"las:workflow:7dd4651ea83c40e2fc7e752a57016964","name":null,"description":null,"completedConfig":{"imageUrl":""},"errorConfig":{},"specification":{"definition":{"StartAt":"Both","States":{"Both":{"Type":"Parallel","Branches":[{"StartAt":"Check","States":{"Check":{"Type":"Task","Resource":"las:transition:96693d93120c4489743cc04e93bab0a0","End":true}}},{"StartAt":"Pass","States":{"Pass":{"Type":"Pass","Result":1,"End":true}}}],"End":true}}}},"createdBy":"las:app-client:ffa70d03411bc3584b919a5feb70f7c3","createdTime":"2026-01-01T00:00:00.000Z","updatedBy":null,"updatedTime":null}', DEFAULT);


--
-- Name: appclients_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.appclients_sequence_seq', 2, true);


--
-- Name: assets_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.assets_sequence_seq', 1, false);


--
-- Name: databundles_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.databundles_sequence_seq', 1, false);


--
-- Name: datasets_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.datasets_sequence_seq', 1, true);


--
-- Name: documents_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.documents_sequence_seq', 1, true);


--
-- Name: events_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.events_sequence_seq', 35, true);


--
-- Name: executions_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.executions_sequence_seq', 15, true);


--
-- Name: forks_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.forks_sequence_seq', 1, true);


--
-- Name: instances_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.instances_sequence_seq', 1, true);


--
-- Name: logs_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.logs_sequence_seq', 13, true);


--
-- Name: models_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.models_sequence_seq', 1, false);


--
-- Name: notes_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.notes_sequence_seq', 2, true);


--
-- Name: organizations_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.organizations_sequence_seq', 1, true);


--
-- Name: predictions_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.predictions_sequence_seq', 1, false);


--
-- Name: secrets_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.secrets_sequence_seq', 1, true);


--
-- Name: threads_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.threads_sequence_seq', 6, true);


--
-- Name: transitions_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.transitions_sequence_seq', 5, true);


--
-- Name: users_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.users_sequence_seq', 1, false);


--
-- Name: workflowexecutions_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.workflowexecutions_sequence_seq', 4, true);


--
-- Name: workflows_sequence_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.workflows_sequence_seq', 4, true);


--
-- Name: appclients appclients_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appclients
    ADD CONSTRAINT appclients_id_key UNIQUE (id);


--
-- Name: appclients appclients_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appclients
    ADD CONSTRAINT appclients_pkey PRIMARY KEY (sequence);


--
-- Name: assets assets_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assets
    ADD CONSTRAINT assets_id_key UNIQUE (id);


--
-- Name: assets assets_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assets
    ADD CONSTRAINT assets_pkey PRIMARY KEY (sequence);


--
-- Name: contents contents_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.contents
    ADD CONSTRAINT contents_pkey PRIMARY KEY (id);


--
-- Name: counters counters_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.counters
    ADD CONSTRAINT counters_pkey PRIMARY KEY (name);


--
-- Name: databundles databundles_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.databundles
    ADD CONSTRAINT databundles_id_key UNIQUE (id);


--
-- Name: databundles databundles_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.databundles
    ADD CONSTRAINT databundles_pkey PRIMARY KEY (sequence);


--
-- Name: datasetlabels datasetlabels_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.datasetlabels
    ADD CONSTRAINT datasetlabels_pkey PRIMARY KEY (datasetid, label);


--
-- Name: datasets datasets_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.datasets
    ADD CONSTRAINT datasets_id_key UNIQUE (id);


--
-- Name: datasets datasets_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.datasets
    ADD CONSTRAINT datasets_pkey PRIMARY KEY (sequence);


--
-- Name: documents documents_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_id_key UNIQUE (id);


--
-- Name: documents documents_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (sequence);


--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (sequence);


--
-- Name: executions executions_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.executions
    ADD CONSTRAINT executions_id_key UNIQUE (id);


--
-- Name: executions executions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.executions
    ADD CONSTRAINT executions_pkey PRIMARY KEY (sequence);


--
-- Name: forks forks_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forks
    ADD CONSTRAINT forks_id_key UNIQUE (id);


--
-- Name: forks forks_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forks
    ADD CONSTRAINT forks_pkey PRIMARY KEY (sequence);


--
-- Name: instances instances_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.instances
    ADD CONSTRAINT instances_id_key UNIQUE (id);


--
-- Name: instances instances_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.instances
    ADD CONSTRAINT instances_pkey PRIMARY KEY (sequence);


--
-- Name: logs logs_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.logs
    ADD CONSTRAINT logs_id_key UNIQUE (id);


--
-- Name: logs logs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.logs
    ADD CONSTRAINT logs_pkey PRIMARY KEY (sequence);


--
-- Name: models models_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT models_id_key UNIQUE (id);


--
-- Name: models models_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.models
    ADD CONSTRAINT models_pkey PRIMARY KEY (sequence);


--
-- Name: notes notes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notes
    ADD CONSTRAINT notes_pkey PRIMARY KEY (sequence);


--
-- Name: organizations organizations_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT organizations_id_key UNIQUE (id);


--
-- Name: organizations organizations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organizations
    ADD CONSTRAINT organizations_pkey PRIMARY KEY (sequence);


--
-- Name: predictions predictions_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.predictions
    ADD CONSTRAINT predictions_id_key UNIQUE (id);


--
-- Name: predictions predictions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.predictions
    ADD CONSTRAINT predictions_pkey PRIMARY KEY (sequence);


--
-- Name: secrets secrets_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.secrets
    ADD CONSTRAINT secrets_id_key UNIQUE (id);


--
-- Name: secrets secrets_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.secrets
    ADD CONSTRAINT secrets_pkey PRIMARY KEY (sequence);


--
-- Name: threads threads_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.threads
    ADD CONSTRAINT threads_id_key UNIQUE (id);


--
-- Name: threads threads_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.threads
    ADD CONSTRAINT threads_pkey PRIMARY KEY (sequence);


--
-- Name: transitions transitions_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transitions
    ADD CONSTRAINT transitions_id_key UNIQUE (id);


--
-- Name: transitions transitions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.transitions
    ADD CONSTRAINT transitions_pkey PRIMARY KEY (sequence);


--
-- Name: users users_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_id_key UNIQUE (id);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (sequence);


--
-- Name: workflowexecutions workflowexecutions_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workflowexecutions
    ADD CONSTRAINT workflowexecutions_id_key UNIQUE (id);


--
-- Name: workflowexecutions workflowexecutions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workflowexecutions
    ADD CONSTRAINT workflowexecutions_pkey PRIMARY KEY (sequence);


--
-- Name: workflows workflows_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workflows
    ADD CONSTRAINT workflows_id_key UNIQUE (id);


--
-- Name: workflows workflows_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workflows
    ADD CONSTRAINT workflows_pkey PRIMARY KEY (sequence);


--
-- Name: appclients_apikeyhash; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appclients_apikeyhash ON public.appclients USING btree (apikeyhash, sequence);


--
-- Name: appclients_clientid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appclients_clientid ON public.appclients USING btree (clientid, sequence);


--
-- Name: databundles_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX databundles_due ON public.databundles USING btree (due) WHERE (due IS NOT NULL);


--
-- Name: databundles_modelid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX databundles_modelid ON public.databundles USING btree (modelid, sequence);


--
-- Name: databundles_modelid_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX databundles_modelid_status ON public.databundles USING btree (modelid, status, sequence);


--
-- Name: documents_consentid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX documents_consentid ON public.documents USING btree (consentid, sequence);


--
-- Name: documents_datasetid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX documents_datasetid ON public.documents USING btree (datasetid, sequence);


--
-- Name: documents_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX documents_due ON public.documents USING btree (due) WHERE (due IS NOT NULL);


--
-- Name: events_logid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX events_logid ON public.events USING btree (logid, sequence);


--
-- Name: executions_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX executions_due ON public.executions USING btree (due) WHERE (due IS NOT NULL);


--
-- Name: executions_instanceid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX executions_instanceid ON public.executions USING btree (instanceid, sequence) WHERE (instanceid IS NOT NULL);


--
-- Name: executions_queue; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX executions_queue ON public.executions USING btree (queue, sequence) WHERE (queue IS NOT NULL);


--
-- Name: executions_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX executions_status ON public.executions USING btree (status, sequence);


--
-- Name: executions_transitionid_endtime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX executions_transitionid_endtime ON public.executions USING btree (transitionid, endtime, sequence);


--
-- Name: executions_transitionid_starttime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX executions_transitionid_starttime ON public.executions USING btree (transitionid, starttime, sequence);


--
-- Name: executions_transitionid_status_endtime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX executions_transitionid_status_endtime ON public.executions USING btree (transitionid, status, endtime, sequence);


--
-- Name: executions_transitionid_status_starttime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX executions_transitionid_status_starttime ON public.executions USING btree (transitionid, status, starttime, sequence);


--
-- Name: executions_workflowexecutionid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX executions_workflowexecutionid ON public.executions USING btree (workflowexecutionid, sequence) WHERE (workflowexecutionid IS NOT NULL);


--
-- Name: forks_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX forks_due ON public.forks USING btree (due) WHERE (due IS NOT NULL);


--
-- Name: forks_workflowexecutionid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX forks_workflowexecutionid ON public.forks USING btree (workflowexecutionid, sequence);


--
-- Name: logs_starttime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX logs_starttime ON public.logs USING btree (starttime, sequence);


--
-- Name: logs_transitionexecutionid_starttime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX logs_transitionexecutionid_starttime ON public.logs USING btree (transitionexecutionid, starttime, sequence);


--
-- Name: logs_transitionid_starttime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX logs_transitionid_starttime ON public.logs USING btree (transitionid, starttime, sequence);


--
-- Name: logs_workflowexecutionid_starttime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX logs_workflowexecutionid_starttime ON public.logs USING btree (workflowexecutionid, starttime, sequence);


--
-- Name: logs_workflowid_starttime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX logs_workflowid_starttime ON public.logs USING btree (workflowid, starttime, sequence);


--
-- Name: models_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX models_due ON public.models USING btree (due) WHERE (due IS NOT NULL);


--
-- Name: notes_executionid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notes_executionid ON public.notes USING btree (executionid, sequence);


--
-- Name: threads_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX threads_due ON public.threads USING btree (due) WHERE (due IS NOT NULL);


--
-- Name: threads_forkid_phase; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX threads_forkid_phase ON public.threads USING btree (forkid, phase, sequence);


--
-- Name: threads_workflowexecutionid; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX threads_workflowexecutionid ON public.threads USING btree (workflowexecutionid, sequence);


--
-- Name: transitions_transitiontype; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX transitions_transitiontype ON public.transitions USING btree (transitiontype, sequence);


--
-- Name: users_email; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX users_email ON public.users USING btree (email, sequence);


--
-- Name: workflowexecutions_status; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX workflowexecutions_status ON public.workflowexecutions USING btree (status, sequence);


--
-- Name: workflowexecutions_workflowid_endtime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX workflowexecutions_workflowid_endtime ON public.workflowexecutions USING btree (workflowid, endtime, sequence);


--
-- Name: workflowexecutions_workflowid_starttime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX workflowexecutions_workflowid_starttime ON public.workflowexecutions USING btree (workflowid, starttime, sequence);


--
-- Name: workflowexecutions_workflowid_status_endtime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX workflowexecutions_workflowid_status_endtime ON public.workflowexecutions USING btree (workflowid, status, endtime, sequence);


--
-- Name: workflowexecutions_workflowid_status_starttime; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX workflowexecutions_workflowid_status_starttime ON public.workflowexecutions USING btree (workflowid, status, starttime, sequence);


--
-- Name: documents documents_labels; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER documents_labels AFTER INSERT OR DELETE OR UPDATE ON public.documents FOR EACH ROW EXECUTE FUNCTION public.countlabels();


--
-- PostgreSQL database dump complete
--


