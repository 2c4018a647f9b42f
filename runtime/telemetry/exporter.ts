// Loaded only where spans are wanted: OpenTelemetry's own packages.
import {
  defaultTextMapGetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Attributes,
} from '@opentelemetry/api'
import { ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import { TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace'
import { version } from '../version.ts'
import type { ExecutionStory } from './telemetry.ts'

/** Sends a span; rejects if the collector refuses it. */
export type Exporter = (story: ExecutionStory) => Promise<void>

/** How an exporter of spans is made. */
export type CreateExporter = typeof createExporter

const NAME = 'docker-transition'

/** Endpoint, headers, timeout, resource and parent come from OpenTelemetry's variables, as its SDKs read them. */
export function createExporter(): Exporter {
  const exporter = new OTLPTraceExporter()
  const resource = resourceFromAttributes({ 'service.name': NAME })
  const surroundings = defaultResource()
    .merge(resource)
    .merge(detectResources({ detectors: [envDetector] }))
  const { TRACEPARENT: traceparent, TRACESTATE: tracestate } = process.env
  const parent = new W3CTraceContextPropagator().extract(
    ROOT_CONTEXT,
    { ...(traceparent && { traceparent }), ...(tracestate && { tracestate }) },
    defaultTextMapGetter,
  )

  const exportSpan = (span: ReadableSpan) =>
    new Promise<void>((resolve, reject) => {
      exporter.export([span], ({ code, error }) => {
        if (code === ExportResultCode.SUCCESS) resolve()
        else reject(error ?? new Error('the collector refused it'))
      })
    })

  return async (story) => {
    const ended: ReadableSpan[] = []
    const provider = new TracerProvider({
      resource: surroundings,
      spanProcessors: [
        {
          onStart: () => undefined,
          onEnd: (span) => void ended.push(span),
          forceFlush: async () => undefined,
          shutdown: async () => undefined,
        },
      ],
    })
    const span = provider
      .getTracer(NAME, version)
      .startSpan(
        'transition execution',
        { kind: SpanKind.CONSUMER, startTime: story.startedAt, attributes: attributesOf(story) },
        parent,
      )
    for (const { detail, at } of story.steps) span.addEvent('progress', { 'progress.detail': detail }, at)
    const { outcome, reason } = story.end
    const message = outcome === undefined ? reason : 'error' in outcome ? outcome.error.message : undefined
    if (story.end.isError) span.setStatus({ code: SpanStatusCode.ERROR, ...(message && { message }) })
    span.end(story.endedAt)
    // One whose parent is not sampled isn't either.
    await Promise.all(ended.map(exportSpan))
  }
}

/** OpenTelemetry's names where it has some (semantic conventions, "FaaS" and "Error"). */
function attributesOf({ transitionId, executionId, isWarm, end }: ExecutionStory): Attributes {
  const { outcome, reason, peakRssBytes } = end
  const status = outcome?.status
  return {
    'faas.name': transitionId,
    'faas.invocation_id': executionId,
    'faas.coldstart': !isWarm,
    'transition.id': transitionId,
    'transition.execution.id': executionId,
    'transition.execution.status': status ?? 'unknown',
    ...(outcome && 'error' in outcome && { 'transition.execution.message': outcome.error.message }),
    ...(reason && { 'transition.execution.message': reason }),
    ...(status === 'failed' && { 'error.type': 'failed' }),
    ...(peakRssBytes > 0 && { 'transition.handler.peak_memory': peakRssBytes }),
  }
}
