import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import {
  defineTransition,
  reject,
  retry,
  type Client,
  type Context,
  type Handler,
  type JsonObject,
} from './index.ts'

describe('defineTransition', () => {
  it('infers input, environment and output from the schemas', () => {
    const definition = defineTransition({
      input: z.object({ documentId: z.string(), copies: z.coerce.number() }),
      env: z.object({ MODEL_ID: z.string() }),
      output: z.object({ total: z.number() }),
      handler({ input, env, client, log, signal, progress }) {
        expectTypeOf(input).toEqualTypeOf<{ documentId: string; copies: number }>()
        expectTypeOf(env).toEqualTypeOf<{ MODEL_ID: string }>()
        expectTypeOf(client).toEqualTypeOf<Client>()
        expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
        expectTypeOf(progress).toBeCallableWith({ page: 2 })
        expectTypeOf(log.info).toBeFunction()
        return { total: 1 }
      },
    })
    expect(definition.handler).toBeTypeOf('function')
  })

  it('gives plain JSON and plain variables where there are no schemas', () => {
    defineTransition({
      handler({ input, env }) {
        expectTypeOf(input).toEqualTypeOf<JsonObject>()
        expectTypeOf(env).toEqualTypeOf<Readonly<Record<string, string | undefined>>>()
      },
    })
    expectTypeOf<Handler>().parameter(0).toEqualTypeOf<Context>()
  })

  it('refuses an output that its schema does not take', () => {
    const definition = defineTransition({
      output: z.object({ total: z.number() }),
      // @ts-expect-error total is a number
      handler: () => ({ total: '1' }),
    })
    expectTypeOf(definition.handler).returns.resolves.toEqualTypeOf<{ total: number }>()
    // @ts-expect-error an output is an object
    defineTransition({ handler: () => 'done' })
  })

  it('takes a handler that only rejects or asks for a retry', () => {
    defineTransition({ output: z.object({ total: z.number() }), handler: () => reject('no') })
    defineTransition({ handler: async () => retry('later') })
    expectTypeOf(reject).returns.toBeNever()
  })
})
