import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { otlpReceiver } from '../support/otlp-receiver.ts'
import { run, start } from '../support/programs.ts'
import { faultyApi } from './faulty-api.ts'
import { executionId, queueApi } from './queue-api.ts'

/** Says on stderr when the part that sends spans is loaded. */
const HOOK = `import { registerHooks } from 'node:module'
registerHooks({ load(url, context, next) { if (url.includes('telemetry')) console.error('loaded ' + url); return next(url, context) } })`
const TELL_LOADING = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(HOOK)}` }
const FAILED = 2
/** The API's clock, by which the runtime sets its own, shows whole seconds. */
const CLOCKS_DIFFER_MS = 2000

/** Runs one execution by the built runtime, on an API where nothing fails. */
async function play(handler: string, variables: Record<string, string>) {
  await using api = await faultyApi(undefined)
  const env = { ...api.environment, TRANSITION_HANDLER: handlerPath(handler), ...variables }
  return { ...(await run('runtime', { env })), outcome: api.taken(), api: api.environment }
}

describe.concurrent('with an OTLP endpoint, an execution', () => {
  it('becomes a span, with what OpenTelemetry calls its parts, and a header for who stores it', async () => {
    await using receiver = await otlpReceiver()
    const before = Date.now()
    const trace = { id: '0af7651916cd43dd8448eb211c80319c', parent: 'b7ad6b7169203331' }
    const { code, api } = await play('tells-progress.mjs', {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=the-key-of-the-store',
      OTEL_SERVICE_NAME: 'invoices',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
      TRACEPARENT: `00-${trace.id}-${trace.parent}-01`,
    })
    expect(code).toBe(0)
    const [span, ...others] = receiver.spans()
    expect(others).toEqual([])
    expect(span).toMatchObject({
      name: 'transition execution',
      traceId: trace.id,
      parentSpanId: trace.parent,
      attributes: {
        'faas.invocation_id': api['EXECUTION_ID'],
        'faas.coldstart': true,
        'transition.id': api['TRANSITION_ID'],
        'transition.execution.status': 'succeeded',
      },
      resource: { 'service.name': 'invoices', 'deployment.environment.name': 'test' },
    })
    expect(span?.events.map(({ attributes }) => attributes['progress.detail'])).toEqual([
      'half way',
      '{"secret":"[secret]"}',
    ])
    // A quick machine may have done all within one tick of its clock.
    const [began, over] = [span?.startTimeUnixNano, span?.endTimeUnixNano].map((time) => Number(time) / 1e6)
    expect(began).toBeGreaterThan(before - CLOCKS_DIFFER_MS)
    expect(over).toBeGreaterThanOrEqual(began ?? Infinity)
    expect(over).toBeLessThan(Date.now() + CLOCKS_DIFFER_MS)
    expect(receiver.requests()[0]?.headers['api-key']).toBe('the-key-of-the-store')
  })

  it('becomes a span with its failure, without secrets', async () => {
    await using receiver = await otlpReceiver()
    const { code } = await play('leaks-secrets.mjs', {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces`,
    })
    expect(code).toBe(1)
    const [span] = receiver.spans()
    expect(span?.status).toEqual({ code: FAILED, message: 'no luck with [secret] object' })
    expect(span?.attributes).toMatchObject({
      'error.type': 'failed',
      'transition.execution.status': 'failed',
    })
    expect(JSON.stringify(receiver.requests())).not.toContain('secret-of-the-client')
  })

  it.each([
    ['refuses', { status: 400, body: { message: 'no to the-key-of-the-store' } }],
    ['never answers', { failure: 'silence' as const }],
    ['is not there', undefined],
  ])('ends as it would have when the collector %s', async (_, answer) => {
    await using receiver = await otlpReceiver(() => answer ?? {})
    const { code, outcome, stdout } = await play('acts.mjs', {
      OTEL_EXPORTER_OTLP_ENDPOINT: answer ? receiver.url : 'http://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer the-key-of-the-store',
    })
    expect(code).toBe(0)
    expect(outcome?.status).toBe('succeeded')
    expect(stdout).not.toContain('the-key-of-the-store')
  })

  it('becomes a span of its own in a worker', async () => {
    await using receiver = await otlpReceiver()
    await using api = await queueApi({ inputs: [{}, { fails: true }] })
    const env = { ...api.environment, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url }
    await using worker = start('runtime', {
      env: { ...env, TRANSITION_HANDLER: handlerPath('tells-progress.mjs') },
    })
    await api.done
    worker.child.kill('SIGTERM')
    expect((await worker.finished).code).toBe(0)
    const told = receiver
      .spans()
      .map(({ attributes }) => [
        attributes['faas.invocation_id'],
        attributes['faas.coldstart'],
        attributes['transition.execution.status'],
      ])
    expect(told).toEqual([
      [executionId(0), false, 'succeeded'],
      [executionId(1), false, 'failed'],
    ])
  })
})

describe.concurrent('what sends spans', () => {
  it('is loaded where an endpoint is configured', async () => {
    await using receiver = await otlpReceiver()
    const { stderr } = await play('acts.mjs', {
      ...TELL_LOADING,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    })
    expect(stderr).toMatch(/^loaded file:.*transition-telemetry\.mjs$/m)
  })

  it.each([
    [{}],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_TRACES_EXPORTER: 'none' }],
  ])('is not loaded with %j', async (variables) => {
    const { code, stderr } = await play('acts.mjs', { ...TELL_LOADING, ...variables })
    expect(code).toBe(0)
    expect(stderr).not.toContain('loaded')
  })
})
