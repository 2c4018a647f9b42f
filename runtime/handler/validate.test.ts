import { expect, it } from 'vitest'
import { z } from 'zod'
import { validate } from './validate.ts'

it('gives a value as its schema makes it', async () => {
  const schema = z.object({ total: z.string().transform(Number) })
  await expect(validate('input', schema, { total: '12', rest: 1 })).resolves.toEqual({ total: 12 })
})

it('gives a value as it is without a schema', async () => {
  await expect(validate('input', undefined, { a: 1 })).resolves.toEqual({ a: 1 })
})

it('names the path of each thing that is wrong', async () => {
  const schema = z.object({ lines: z.array(z.object({ total: z.number() })), id: z.string() })
  await expect(validate('output', schema, { lines: [{ total: 1 }, { total: 'x' }] })).rejects.toThrow(
    'output.lines.1.total: Invalid input: expected number, received string; output.id: Invalid input: expected string, received undefined',
  )
})

it('waits for schemas that take their time', async () => {
  const schema = z.string().refine(async (value) => value === 'yes', 'must be yes')
  await expect(validate('input', schema, 'no')).rejects.toThrow('input: must be yes')
})
